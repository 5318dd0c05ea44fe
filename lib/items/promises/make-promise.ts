import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { changeItem } from '../change/change-items.ts';
import { readItemRow } from '../list/read-item-rows.ts';
import type { ItemRow } from '../types.ts';
import { checkPromise, isSaidIn } from './check-promise.ts';
import { lockItemOf } from './lock-promise.ts';
import { reminderAt } from './reminder-at.ts';
import { PROMISES_OF_ITEM, type PromiseInput } from './types.ts';

/**
 * Writes down what was promised elsewhere, on the telephone for instance: it is owed at once.
 * @throws Refusal `not_found`; `text_empty`, `text_too_long` (`limit`); `invalid` (`dueAt`); `too_many` (`limit`)
 */
export const makePromise = defineAct(
  'items.work',
  async (
    caller,
    { itemId, ...given }: PromiseInput & { itemId: string },
  ): Promise<{ item: ItemRow; promiseId: string }> => {
    const id = uuid(itemId);
    const promise = checkPromise(given);
    const made = await asMember(caller, async (tx) => {
      await lockItemOf(tx, caller, id);
      const openedAt = new Date();
      const data = { state: 'open', openedAt, remindAt: reminderAt(openedAt, promise.dueAt) };
      const promiseId = await insert(tx, caller, { itemId: id, ...promise, ...data });
      const details = { promiseId, dueAt: promise.dueAt.toISOString() };
      const changed = await changeItem(tx, caller, id, { event: 'promise_made', details });
      return { item: changed?.item ?? (await readItemRow(tx, caller, id)), promiseId };
    });
    announce(caller.workspaceId);
    return made;
  },
);

type PromiseOfReply = {
  itemId: string;
  actionId: string;
  /** Of the reply: it says what is promised. */
  text: string;
  promise: PromiseInput;
  /** When the reply is sent, unless at once. */
  scheduledFor?: Date | undefined;
};

/**
 * Stores what a reply promises, until the reply is sent. The item's row must be locked.
 * @throws Refusal `text_empty`, `text_too_long` (`limit`); `invalid` (`promise`, `dueAt`); `promise_before_reply`; `too_many` (`limit`)
 */
export async function promiseIn(
  tx: Tx,
  caller: Caller,
  { itemId, actionId, text, promise, scheduledFor }: PromiseOfReply,
): Promise<void> {
  const checked = checkPromise(promise);
  // Owed from the moment at which it is sent.
  if (scheduledFor && checked.dueAt <= scheduledFor) throw new Refusal('promise_before_reply');
  if (!isSaidIn(checked.text, text)) throw new Refusal('invalid', { field: 'promise' });
  await insert(tx, caller, { itemId, actionId, ...checked });
}

type Row = PromiseInput & { itemId: string; actionId?: string; state?: string; openedAt?: Date; remindAt?: Date };

async function insert(tx: Tx, { workspaceId, memberId }: Caller, row: Row): Promise<string> {
  const running = await tx.itemPromise.count({
    where: { workspaceId, itemId: row.itemId, state: { in: ['pending', 'open'] } },
  });
  if (running >= PROMISES_OF_ITEM) throw new Refusal('too_many', { limit: PROMISES_OF_ITEM });
  const { id } = await tx.itemPromise.create({
    data: { workspaceId, madeById: memberId, ...row },
    select: { id: true },
  });
  return id;
}
