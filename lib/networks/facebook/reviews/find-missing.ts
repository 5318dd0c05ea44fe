import { lacksEntries } from '../../kit/entries.ts';
import type { FacebookChannel } from '../credentials.ts';
import { reviewIdOf } from './inbound.ts';
import { readRatings, type Ratings } from './read.ts';
import type { Recommendation } from '../wire.ts';

/** The most pages that are read in search of a review: 250 recommendations. */
const PAGES = 5;

/**
 * Which reviews are no longer in the list, because their authors withdrew them. A recommendation has no node that
 * could be read alone, so it counts as missing only when the list was read to its end, or past the review's position
 * in a list in order. UNVERIFIED that the newest come first, so the order is checked.
 * @param reviews with their times in epoch seconds
 * @param page the first page of the list
 */
export async function missingReviews(
  channel: FacebookChannel,
  reviews: readonly { id: string; at: number }[],
  page: Ratings,
): Promise<string[]> {
  // An empty list is more likely a failure of the network than the withdrawal of all reviews at once.
  if (page.data.length === 0 && reviews.length > 1) return [];
  const read = [...page.data];
  let isWhole = !lacksEntries(page.data);
  let { after } = page;
  const left = () => {
    const shown = new Set(read.map(reviewIdOf));
    return reviews.filter(({ id }) => !shown.has(id));
  };
  const isPast = (at: number) => isInOrder(read) && timeOf(read.at(-1)) < at;
  for (let pages = 1; pages < PAGES && after !== undefined && left().some(({ at }) => !isPast(at)); pages += 1) {
    const next: Ratings = await readRatings(channel, after);
    read.push(...next.data);
    isWhole &&= !lacksEntries(next.data);
    after = next.after;
  }
  // It may be one of those that cannot be read.
  if (!isWhole) return [];
  return left().flatMap(({ id, at }) => (after === undefined || isPast(at) ? id : []));
}

function isInOrder(nodes: readonly Recommendation[]): boolean {
  return nodes.every((node, index) => index === 0 || timeOf(node) <= timeOf(nodes[index - 1]));
}

function timeOf(node: Recommendation | undefined): number {
  return node ? Math.floor(node.created_time.getTime() / 1000) : Infinity;
}
