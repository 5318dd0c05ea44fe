import type { LinkedInChannel } from './credentials.ts';
import { listComments } from './read.ts';
import type { Comment } from './wire.ts';
import { unlessGone } from '../kit/unless-gone.ts';

/** How many comments LinkedIn counts under each post, including answers. Posts that are gone, or tell no count, are left out. */
export async function reportedCounts(channel: LinkedInChannel, posts: string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const post of posts) {
    const count = await unlessGone(countComments(channel, post));
    if (count !== null) counts.set(post, count);
  }
  return counts;
}

async function countComments(channel: LinkedInChannel, on: string): Promise<number | null> {
  // By URN: pages overlap, so that nothing is missed when something is deleted in between.
  const answers = new Map<string, number | null>();
  for (let start: number | null = 0; start !== null;) {
    const page: { elements: Comment[]; next: number | null } = await listComments(channel, { on, start });
    for (const { urn, commentsSummary } of page.elements) answers.set(urn, commentsSummary.totalFirstLevelComments);
    start = page.next;
  }
  let count = 0;
  for (const answersTo of answers.values()) {
    if (answersTo === null) return null;
    count += 1 + answersTo;
  }
  return count;
}
