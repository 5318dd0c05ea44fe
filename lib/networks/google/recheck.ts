import type { ChannelContext, StoredMessage, InboundEvent, PullPage } from '../contract.ts';
import type { PlaceCredentials } from './credentials.ts';
import { eventsOf, goneEvents, placeOf } from './inbound.ts';
import { isReplyId, reviewIdOf } from './names.ts';
import { readReview, readReviews } from './read.ts';
import { openSession, type Session } from './calls.ts';

/** Reads all reviews of the place with their answers, whatever their age. */
export async function* rereadPost(
  channel: ChannelContext<PlaceCredentials>,
  postExternalId: string,
): AsyncGenerator<Omit<PullPage, 'cursor'>, void, undefined> {
  if (postExternalId !== channel.account.externalId) return;
  const session = openSession(channel);
  let pageToken: string | undefined;
  do {
    const page = await readReviews(session, pageToken ? { pageToken } : {});
    const events = page.reviews.toReversed().flatMap((review) => eventsOf(review, channel.account));
    yield { events, posts: [placeOf(channel.account, page.total)] };
    pageToken = page.nextPageToken;
  } while (pageToken);
}

/** Reads reviews and answers again, each review once. */
export async function recheck(
  channel: ChannelContext<PlaceCredentials>,
  messages: StoredMessage[],
): Promise<InboundEvent[]> {
  const session = openSession(channel);
  const wanted = new Set(messages.map(({ externalId }) => externalId));
  const found: InboundEvent[] = [];
  for (const id of new Set([...wanted].map(reviewIdOf))) {
    const review = await readReview(session, id);
    if (review) found.push(...eventsOf(review, channel.account));
  }
  const reported = new Set(found.map((event) => ('externalId' in event ? event.externalId : '')));
  const gone = [...wanted].filter((id) => !reported.has(id));
  return [
    ...found,
    ...gone.map((externalId): InboundEvent => ({ type: 'message_deleted', externalId, deletedAt: session.now() })),
  ];
}

/** One review as it is now, or its deletion. For a push that only says that something happened to it. */
export async function readReviewAgain(session: Session, id: string): Promise<InboundEvent[]> {
  const review = await readReview(session, id);
  if (review) return eventsOf(review, session.channel.account);
  return goneEvents(isReplyId(id) ? reviewIdOf(id) : id, session.now());
}

/** How many reviews the network counts for the place. */
export async function reportedCounts(
  channel: ChannelContext<PlaceCredentials>,
  postExternalIds: string[],
): Promise<Map<string, number>> {
  const { externalId } = channel.account;
  if (!postExternalIds.includes(externalId)) return new Map();
  const { total } = await readReviews(openSession(channel), { size: 1 });
  return total === undefined ? new Map() : new Map([[externalId, total]]);
}
