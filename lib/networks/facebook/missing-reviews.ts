import type { FacebookChannel } from './credentials.ts';
import { reviewIdOf } from './inbound-review.ts';
import { readRatings, type Ratings } from './read-ratings.ts';
import type { Recommendation } from './wire.ts';

/** Pages that are read in search of one: 250 recommendations. */
const PAGES = 5;

/**
 * Of reviews and their times in epoch seconds, those that the list has no more: they were taken back. A
 * recommendation has no node to be asked for by itself, so its absence is believed where the list was read to its end,
 * or past its place in a list that is in order; UNVERIFIED that the newest come first, so the order is looked at.
 * @param page the first page of the list
 */
export async function missingReviews(
  channel: FacebookChannel,
  reviews: readonly { id: string; at: number }[],
  page: Ratings,
): Promise<string[]> {
  // That all are gone at once is more likely a list that was not given.
  if (page.data.length === 0 && reviews.length > 1) return [];
  const read = [...page.data];
  let { after } = page;
  const left = () => {
    const shown = new Set(read.map(reviewIdOf));
    return reviews.filter(({ id }) => !shown.has(id));
  };
  const isPast = (at: number) => isInOrder(read) && timeOf(read.at(-1)) < at;
  for (let pages = 1; pages < PAGES && after !== undefined && left().some(({ at }) => !isPast(at)); pages += 1) {
    const next: Ratings = await readRatings(channel, after);
    read.push(...next.data);
    after = next.after;
  }
  return left().flatMap(({ id, at }) => (after === undefined || isPast(at) ? id : []));
}

function isInOrder(nodes: readonly Recommendation[]): boolean {
  return nodes.every((node, index) => index === 0 || timeOf(node) <= timeOf(nodes[index - 1]));
}

function timeOf(node: Recommendation | undefined): number {
  return node ? Math.floor(node.created_time.getTime() / 1000) : Infinity;
}
