import { NetworkError } from '../errors.ts';
import type { FacebookChannel } from './credentials.ts';
import { callGraph } from './calls.ts';
import { countOf } from './inbound.ts';
import { countField, countsAnswer } from './wire.ts';

/** How many comments the network counts under posts, including answers to comments. */
export async function reportedCounts(channel: FacebookChannel, postIds: string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const id of postIds) {
    const count = await readCount(channel, id);
    if (count !== undefined) counts.set(id, count);
  }
  return counts;
}

async function readCount(channel: FacebookChannel, id: string): Promise<number | undefined> {
  try {
    return countOf(await callGraph(channel, { path: id, query: { fields: countField }, schema: countsAnswer }));
  } catch (error) {
    // A post that is gone needs no comparison.
    if (error instanceof NetworkError && (error.kind === 'gone' || error.kind === 'refused')) return undefined;
    throw error;
  }
}
