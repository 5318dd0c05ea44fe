/**
 * The network names a review `accounts/1/locations/2/reviews/3`. The same place may be visible through several
 * accounts, so ids here start at the location: another login finds the same messages.
 */
export function reviewIdOf(name: string): string {
  const found = /locations\/[^/]+\/reviews\/[^/]+/.exec(name);
  if (!found) throw new Error(`not a review's name: ${name}`);
  return found[0];
}

/** The id of a review's answer; a review has at most one. */
export function replyIdOf(reviewId: string): string {
  return `${reviewId}/reply`;
}

export function isReplyId(id: string): boolean {
  return /^locations\/[^/]+\/reviews\/[^/]+\/reply$/.test(id);
}

/** The network's name for a review, seen through the connected account. */
export function reviewNameOf(id: string, place: string): string {
  return `${place}/reviews/${lastOf(reviewIdOf(id))}`;
}

/** The author's id: the network gives reviewers none, and a person reviews a place only once. */
export function reviewerIdOf(reviewId: string): string {
  return `reviewer:${lastOf(reviewId)}`;
}

export function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
