import type { InboundEvent, InboundMessage, InboundPost } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import { lacksEntries } from '../../kit/entries.ts';
import { partsOfComment } from '../addresses.ts';
import type { LinkedInChannel } from '../credentials.ts';
import { messageOf, ownGround, postOf, whomItAnswers, type Ground } from '../inbound.ts';
import { listComments } from '../read.ts';
import type { Comment, Post } from '../wire.ts';
import type { Listing } from './cursor.ts';

/** What one step of reading found; `reachedAt`: how far back the posts have been read. */
export type Found = { events: InboundEvent[]; posts?: InboundPost[]; reachedAt?: Date };

/** What one page of a list contained, and what must be read because of it. */
export type Step = {
  messages: InboundMessage[];
  /** The activity that the comments are named after; null while there are none. */
  activity: string | null;
  further: Listing[];
  /** How many comments there are, including answers; null when one page cannot tell. */
  replies: number | null;
  /** Changes whenever a comment there changes. */
  mark: string;
};

const nothingThere: Step = { messages: [], activity: null, further: [], replies: 0, mark: '' };

/** Reads one page of a listing. */
export async function step(channel: LinkedInChannel, listing: Listing): Promise<Step> {
  const page = await listComments(channel, listing).catch((cause: unknown) => {
    // Deleted in the meantime, or so new that LinkedIn has no activity for it yet, and then there are no comments.
    if (cause instanceof NetworkError && cause.kind === 'gone') return null;
    // The page may have no access to comments under other people's posts.
    if (listing.mention && cause instanceof NetworkError && cause.reason === 'missing_permission') return null;
    throw cause;
  });
  if (!page) return nothingThere;
  const { elements, total, next } = page;
  const isUnderComment = partsOfComment(listing.on) !== null;
  const ground: Ground = listing.mention ? { kind: 'mention', share: listing.on, by: listing.by ?? '' } : ownGround;
  const parentActor = isUnderComment ? listing.by : undefined;
  const first = elements[0];
  const answers = elements.map(({ commentsSummary }) => commentsSummary.totalFirstLevelComments);
  const inAll = answers.reduce<number>((sum, count) => sum + 1 + (count ?? 0), 0);
  const isWhole = next === null && listing.start === 0 && !answers.includes(null) && !lacksEntries(elements);
  const further = isUnderComment || listing.mention ? [] : elements.filter(hasAnswers).map(answersTo);
  return {
    messages: elements.flatMap((comment) => {
      const whom = whomItAnswers(channel, comment, { parentActor, siblings: elements });
      return messageOf(channel, comment, { ground, answers: whom }) ?? [];
    }),
    activity: first ? (partsOfComment(first.urn)?.root ?? null) : null,
    further: next === null ? further : [...further, { ...listing, start: next }],
    replies: isWhole ? inAll : null,
    mark: [total ?? '', inAll, Math.max(0, ...elements.map(changedAt))].join(':'),
  };
}

/** The post of a first page of comments, once their URNs show its activity. */
export function postOfStep(channel: LinkedInChannel, post: Post, { activity, replies }: Step): InboundPost[] {
  return activity === null ? [] : [postOf(channel, post, { activity, replies: replies ?? undefined })];
}

export function byTime(messages: InboundMessage[]): InboundMessage[] {
  return messages.toSorted((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
}

function hasAnswers({ commentsSummary }: Comment): boolean {
  return commentsSummary.totalFirstLevelComments !== 0;
}

function answersTo({ urn, actor }: Comment): Listing {
  return { on: urn, start: 0, by: actor };
}

function changedAt({ created, lastModified }: Comment): number {
  return lastModified?.time ?? created.time;
}
