/**
 * A review is `accounts/1/locations/2/reviews/3` at the network. The same place may be seen through several accounts,
 * so that ids here begin at the location: another login finds the same messages.
 */
export function reviewIdOf(name: string): string {
  const found = /locations\/[^/]+\/reviews\/[^/]+/.exec(name);
  if (!found) throw new Error(`not a review's name: ${name}`);
  return found[0];
}

/** The answer to a review; there is one at the most. */
export function replyIdOf(reviewId: string): string {
  return `${reviewId}/reply`;
}

export function isReplyId(id: string): boolean {
  return /^locations\/[^/]+\/reviews\/[^/]+\/reply$/.test(id);
}

/** The review as the network names it, seen through the account that is connected. */
export function reviewNameOf(id: string, place: string): string {
  return `${place}/reviews/${lastOf(reviewIdOf(id))}`;
}

/** Who wrote it: the network gives reviewers no id, and a person reviews a place once. */
export function reviewerIdOf(reviewId: string): string {
  return `reviewer:${lastOf(reviewId)}`;
}

export function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
