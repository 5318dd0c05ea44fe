import { NetworkError } from '../errors.ts';
import { readPinterest } from './calls.ts';
import type { PinterestChannel } from './credentials.ts';
import { commentsOf } from './inbound.ts';
import { pin } from './wire.ts';

/**
 * How many comments Pinterest counts on each Pin. Pins that are gone, or whose comments it does not count, are left
 * out.
 */
export async function reportedCounts(channel: PinterestChannel, pinIds: string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const id of pinIds) {
    const count = await countComments(channel, id);
    if (count !== null) counts.set(id, count);
  }
  return counts;
}

async function countComments(channel: PinterestChannel, id: string): Promise<number | null> {
  const call = { name: 'Get Pin', path: `pins/${encodeURIComponent(id)}`, query: { pin_metrics: true }, schema: pin };
  try {
    return commentsOf(await readPinterest(channel, call));
  } catch (error) {
    if (error instanceof NetworkError && error.kind === 'gone') return null;
    throw error;
  }
}
