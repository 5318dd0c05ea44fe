import { findVideos } from './comments/read.ts';
import type { TikTokChannel } from './credentials.ts';

/** The most pages of the list of videos, of 20 each. */
const PAGES = 15;

/**
 * How many comments the network counts for each video, including replies. Videos that are no longer listed are left
 * out.
 */
export async function reportedCounts(channel: TikTokChannel, ids: string[]): Promise<Map<string, number>> {
  const videos = await findVideos(channel, ids, PAGES);
  const counts = new Map<string, number>();
  for (const [id, { comments }] of videos) if (comments !== undefined) counts.set(id, comments);
  return counts;
}
