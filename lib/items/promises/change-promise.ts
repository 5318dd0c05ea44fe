import type { Caller } from '#lib/caller.ts';
import type { ItemPromise, Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { changeItem } from '../change/change-items.ts';
import { readItemRow } from '../list/read-item-rows.ts';
import type { ItemEvent } from '../transitions.ts';
import type { ItemRow } from '../types.ts';
import { lockPromise } from './lock-promise.ts';
import type { PromiseState } from './types.ts';

type Change = {
  event: ItemEvent;
  /** In which states it may happen: of two members at once, the second is refused. */
  from: readonly PromiseState[];
  data: (promise: ItemPromise) => Prisma.ItemPromiseUncheckedUpdateInput;
  details?: Record<string, string>;
  /** Refuses what may not become of it. */
  check?: (tx: Tx, promise: ItemPromise) => Promise<void>;
};

/**
 * Changes a promise with an entry in the history of its item.
 * @throws Refusal `not_found`; `promise_changed` (`state`) when it is in another state meanwhile
 */
export async function changePromise(
  caller: Caller,
  promiseId: string,
  { event, from, data, details = {}, check }: Change,
): Promise<{ item: ItemRow }> {
  const id = uuid(promiseId);
  const { workspaceId } = caller;
  const item = await asMember(caller, async (tx) => {
    const promise = await lockPromise(tx, caller, id);
    const state = promise.state as PromiseState; // the table's check allows no other
    if (!from.includes(state)) throw new Refusal('promise_changed', { state });
    await check?.(tx, promise);
    await tx.itemPromise.update({ where: { workspaceId_id: { workspaceId, id } }, data: data(promise) });
    const changed = await changeItem(tx, caller, promise.itemId, { event, details: { promiseId: id, ...details } });
    return changed?.item ?? (await readItemRow(tx, caller, promise.itemId));
  });
  announce(workspaceId);
  return { item };
}
