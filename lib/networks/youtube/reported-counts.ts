import { readVideos } from './read.ts';
import type { Session } from './calls.ts';

/** How many comments the network counts for each video, including replies. Absent where comments are switched off. */
export async function reportedCounts(session: Session, videoIds: string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { id, statistics } of await readVideos(session, videoIds)) {
    if (statistics?.commentCount !== undefined) counts.set(id, Number(statistics.commentCount));
  }
  return counts;
}
