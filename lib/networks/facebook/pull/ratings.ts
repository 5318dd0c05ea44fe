import type { InboundEvent } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import { latestWatched, takeTurn, withoutWatched } from '../../kit/watch-list.ts';
import type { FacebookChannel } from '../credentials.ts';
import { callGraph } from '../calls.ts';
import { commentOnReview, inboundReview, reviewedPlace } from '../reviews/inbound.ts';
import { isBadCursor } from '../read-comments.ts';
import { readRatings } from '../reviews/read.ts';
import { commentFields, commentsAnswer, type Recommendation } from '../wire.ts';
import { missingReviews } from '../reviews/find-missing.ts';
import { noteReported, secondsOf, type Cursor } from './cursor.ts';
import type { Found } from './found.ts';
import { oldest } from './spans.ts';

const PAGE = 50;
const PAUSE_MS = 3_600_000;
const STORIES_A_TURN = 5;
const KNOWN_KEPT = 50;

/**
 * The latest recommendations, at most once an hour. UNVERIFIED that the newest come first, so none is skipped for its
 * age.
 */
export async function* readRatingsHead(
  channel: FacebookChannel,
  cursor: Cursor,
): AsyncGenerator<Found, void, undefined> {
  const { ratings } = cursor;
  const now = channel.now().getTime();
  if (now - ratings.readAt < PAUSE_MS) return;
  const isFirst = ratings.readAt === 0;
  const page = await readRatings(channel, undefined);
  const gone = await missingReviews(channel, ratings.known, page);
  ratings.readAt = now;
  ratings.known = ratings.known.filter(({ id }) => !gone.includes(id));
  if (isFirst) Object.assign(ratings, goOn(channel, page));
  const { events, ...found } = await foundOf(channel, cursor, page.data);
  const deletions = gone.map((externalId) => ({
    type: 'message_deleted' as const,
    externalId,
    deletedAt: channel.now(),
  }));
  yield { ...found, events: [...events, ...deletions] };
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
  yield await foundOf(channel, cursor, page.data);
}

function goOn(channel: FacebookChannel, { data, after }: { data: Recommendation[]; after: string | undefined }) {
  const isOld = data.length > 0 && data.every((node) => secondsOf(node.created_time) < oldest(channel.now()));
  return { after: isOld ? undefined : after, isDone: isOld || after === undefined };
}

async function foundOf(channel: FacebookChannel, cursor: Cursor, nodes: Recommendation[]): Promise<Found> {
  const events: InboundEvent[] = [];
  const recent = nodes.filter((node) => secondsOf(node.created_time) >= oldest(channel.now()));
  const changes = new Map<Recommendation, 'new' | 'edited' | 'same'>();
  for (const node of recent) {
    const message = inboundReview(node, channel.account);
    const change = noteReported(
      cursor,
      message.externalId,
      JSON.stringify([message.text, message.variant, message.rating]),
    );
    changes.set(node, change);
    noteKnown(cursor, message.externalId, secondsOf(message.createdAt));
    if (change !== 'same') events.push(change === 'edited' ? { ...message, editedAt: channel.now() } : message);
  }
  // The network does not count a story's comments: those of new stories are read, and some of the others in turn.
  const others = recent.filter((node) => changes.get(node) === 'same');
  const { part, next } = takeTurn(others, cursor.ratings.turn, STORIES_A_TURN);
  cursor.ratings.turn = next;
  const wanted = [...recent.filter((node) => changes.get(node) !== 'same'), ...part];
  for (const node of wanted) events.push(...(await readStory(channel, cursor, node)));
  return { events, ...(events.length > 0 ? { posts: [reviewedPlace(channel.account)] } : {}) };
}

function noteKnown({ ratings }: Cursor, id: string, at: number): void {
  ratings.known = latestWatched([...withoutWatched(ratings.known, id), { id, at }], KNOWN_KEPT);
}

/** The latest comments under a recommendation. UNVERIFIED that its story lets them be read; if not, there are none. */
async function readStory(channel: FacebookChannel, cursor: Cursor, node: Recommendation): Promise<InboundEvent[]> {
  const story = node.open_graph_story?.id;
  if (!story) return [];
  try {
    const { data } = await callGraph(channel, {
      path: `${story}/comments`,
      query: { filter: 'stream', order: 'reverse_chronological', limit: PAGE, fields: commentFields },
      schema: commentsAnswer,
    });
    return data.flatMap((one): InboundEvent[] => {
      const message = commentOnReview(one, { story, reviewerId: node.reviewer?.id }, channel.account);
      const change = noteReported(cursor, one.id, one.message);
      if (change === 'same') return [];
      return [change === 'edited' ? { ...message, editedAt: channel.now() } : message];
    });
  } catch (error) {
    if (error instanceof NetworkError && (error.kind === 'gone' || error.kind === 'refused')) return [];
    throw error;
  }
}
