import { defineAct, defineRight, may } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { changeItem } from '../change/change-items.ts';
import { namedJson } from '../change/parts.ts';
import { leaseEnd } from '../claims/claim-item.ts';
import { handDraft } from '../drafts/hand-draft.ts';
import { mayReceive, type Receiver } from '../members/may-receive.ts';
import { readReceivers } from '../members/read-receivers.ts';
import { readItemRow } from '../list/read-item-rows.ts';
import type { ActResult } from '../types.ts';
import { wordOf } from './ask-for-item.ts';

type Input = {
  itemId: string;
  /** Without it: who asked first. */
  memberId?: string;
  word?: string;
  /** The receiver goes on with what the caller is writing. */
  withDraft?: boolean;
};

/** To hand over an item that a colleague holds. */
const handOverOthers = defineRight('items.assign');

/**
 * The holder hands an item over, with a word: to who asked, as a lease, because that person is at work now; to somebody
 * else as an assignment, which waits for them.
 * @throws Refusal `not_found`; `not_held` when the caller does not hold it; `nobody_asked`; `invalid` for a member who does
 *   not work on items; `no_channel_access` for one who does not see the item's channel; `text_too_long` where two drafts are
 *   too much for one
 */
export const handOver = defineAct(
  'items.work',
  async (caller, { itemId, memberId, word = '', withDraft = false }: Input): Promise<ActResult> => {
    const id = uuid(itemId);
    const text = wordOf(word);
    const result = await asMember(caller, async (tx) => {
      const [asker] = (await readItemRow(tx, caller, id)).requests;
      const to = memberId ? uuid(memberId) : asker?.id;
      const [receiver] = await readReceivers(tx, to ? [to] : []);
      const item = await lockHeld(tx, caller, id);
      if (!to) throw new Refusal('nobody_asked');
      refuseUnlessReceiver(receiver, item);
      const hasAsked = await tx.itemRequest.findFirst({
        where: { itemId: id, memberId: to },
        select: { memberId: true },
      });
      if (!memberId && !hasAsked) throw new Refusal('nobody_asked');
      const changed = await changeItem(tx, caller, id, {
        event: hasAsked ? 'handed_over_as_asked' : 'handed_over',
        values: { ownerId: to, claimedUntil: leaseEnd(new Date()) },
        where: Prisma.sql`target."ownerId" <> ${to}::uuid`,
        details: { ownerId: to, ...(text ? { word: text } : {}) },
        undoData: Prisma.sql`jsonb_build_object('named', ${namedJson(Prisma.raw('target."id"'), caller.workspaceId)})`,
      });
      if (withDraft) await handDraft(tx, caller, { itemId: id, to });
      return { item: await readItemRow(tx, caller, id), undo: changed?.historyId ?? null };
    });
    if (result.undo) announce(caller.workspaceId);
    return result;
  },
);

async function lockHeld(tx: Tx, caller: Caller, itemId: string): Promise<{ channelId: string }> {
  const [item] = await tx.$queryRaw<{ channelId: string; ownerId: string | null }[]>`
    SELECT "channelId"::text, "ownerId"::text FROM "item"
    WHERE "workspaceId" = ${caller.workspaceId}::uuid AND "id" = ${itemId}::uuid FOR NO KEY UPDATE`;
  if (!item) throw new Refusal('not_found');
  const mine = item.ownerId === caller.memberId;
  if (!mine && !(item.ownerId && may(caller, handOverOthers))) throw new Refusal('not_held');
  return item;
}

function refuseUnlessReceiver(member: Receiver | undefined, item: { channelId: string }): void {
  if (!member) throw new Refusal('not_found');
  const reason = mayReceive(member, item);
  if (reason === 'channel') throw new Refusal('no_channel_access', { name: member.name });
  if (reason) throw new Refusal('invalid', { field: 'memberId' });
}
