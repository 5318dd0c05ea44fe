import type { Caller } from '#lib/caller.ts';
import { enterAsMember } from '#lib/db/enter-workspace.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';
import { mayReceive } from './may-receive.ts';
import { readReceivers } from './read-receivers.ts';

/**
 * `asMember` for an act that may give the caller an item. Until the transaction ends, nobody takes a channel, the role or the
 * membership from them; whoever is about to is waited for, so that no item stays with somebody who cannot open it.
 * @throws Refusal `not_allowed` when the caller has left, or may not work on items any more
 */
export async function asReceiver<T>(caller: Caller, run: (tx: Tx) => Promise<T>): Promise<T> {
  return await asMember(caller, async (tx) => {
    const [self] = await readReceivers(tx, [caller.memberId]);
    if (!self || mayReceive(self, null)) throw new Refusal('not_allowed');
    // What they see may have changed while this waited.
    await enterAsMember(tx, caller);
    return await run(tx);
  });
}
