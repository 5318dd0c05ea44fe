import type { PullPage } from '../contract.ts';
import { readNumber } from './auth.ts';
import type { WhatsAppChannel } from './credentials.ts';

/** The network has no list of messages: a pull checks that the number can be reached, and reports no events. */
export async function* pull(channel: WhatsAppChannel): AsyncGenerator<PullPage, void, undefined> {
  await readNumber(channel);
  yield { events: [], cursor: { version: 1 }, backfill: { reachedAt: null, isDone: true } };
}
