import type { InboundEvent } from '../../contract.ts';
import type { FacebookChannel } from '../credentials.ts';
import { callGraph } from '../graph.ts';
import { inboundReview, reviewedPlace } from '../inbound-review.ts';
import { isBadCursor } from '../read-comments.ts';
import { recommendationFields, recommendationsAnswer, type Recommendation } from '../wire.ts';
import { noteTold, secondsOf, type Cursor } from './cursor.ts';
import type { Found } from './pull.ts';
import { oldest } from './spans.ts';

const PAGE = 50;
const PAUSE_MS = 3_600_000;

/** The latest recommendations, at most once an hour. UNVERIFIED that the newest come first: none is passed over for its age. */
export async function* readRatingsHead(
  channel: FacebookChannel,
  cursor: Cursor,
): AsyncGenerator<Found, void, undefined> {
  const { ratings } = cursor;
  const now = channel.now().getTime();
  if (now - ratings.readAt < PAUSE_MS) return;
  const isFirst = ratings.readAt === 0;
  const page = await readRatings(channel, undefined);
  ratings.readAt = now;
  if (isFirst) Object.assign(ratings, goOn(channel, page));
  yield foundOf(channel, cursor, page.data);
}

export async function* readRatingsDeeper(
  channel: FacebookChannel,
  cursor: Cursor,
): AsyncGenerator<Found, void, undefined> {
  const { ratings } = cursor;
  if (ratings.isDone) return;
  const page = await readRatings(channel, ratings.after).catch((error: unknown) => {
    if (ratings.after !== undefined && isBadCursor(error)) return readRatings(channel, undefined);
    throw error;
  });
  Object.assign(ratings, goOn(channel, page));
  yield foundOf(channel, cursor, page.data);
}

export async function readRatings(channel: FacebookChannel, after: string | undefined) {
  const page = await callGraph(channel, {
    path: `${channel.account.externalId}/ratings`,
    query: { fields: recommendationFields, limit: PAGE, after },
    schema: recommendationsAnswer,
  });
  return { data: page.data, after: page.paging?.next === undefined ? undefined : page.paging.cursors?.after };
}

function goOn(channel: FacebookChannel, { data, after }: { data: Recommendation[]; after: string | undefined }) {
  const isOld = data.length > 0 && data.every((node) => secondsOf(node.created_time) < oldest(channel.now()));
  return { after: isOld ? undefined : after, isDone: isOld || after === undefined };
}

function foundOf(channel: FacebookChannel, cursor: Cursor, nodes: Recommendation[]): Found {
  const events = nodes
    .filter((node) => secondsOf(node.created_time) >= oldest(channel.now()))
    .flatMap((node): InboundEvent[] => {
      const message = inboundReview(node, channel.account);
      const words = JSON.stringify([message.text, message.variant, message.rating]);
      const change = noteTold(cursor, message.externalId, words);
      if (change === 'same') return [];
      return [change === 'edited' ? { ...message, editedAt: channel.now() } : message];
    });
  return { events, ...(events.length > 0 ? { posts: [reviewedPlace(channel.account)] } : {}) };
}
