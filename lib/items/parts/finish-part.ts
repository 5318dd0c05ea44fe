import { defineAct, defineRight, may, refuseUnless } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { setPartDone } from '../change/parts.ts';
import { writeItems } from '../change/write-items.ts';
import { readItemRow } from '../list/read-item-rows.ts';
import type { ActResult } from '../types.ts';

type Input = { itemId: string };

/** To give a colleague their part to do again. */
const reopenOthersPart = defineRight('items.assign');

/**
 * The caller's part of an item is done: it leaves their queue, and stays in the others'. An owner keeps what nobody else
 * has a part in any more, to close it.
 * @throws Refusal `not_found`; `no_part` for who has no part in it
 */
export const finishPart = defineAct('items.work', async (caller, { itemId }: Input): Promise<ActResult> => {
  return await changePart(caller, { itemId: uuid(itemId), memberId: caller.memberId, isDone: true });
});

/**
 * A part is to do again, and the item is back in that member's queue: the caller's own, or a colleague's for those who may
 * assign.
 * @throws Refusal `not_found`; `no_part`; `not_allowed` for a colleague's part
 */
export const reopenPart = defineAct(
  'items.work',
  async (caller, { itemId, memberId = caller.memberId }: Input & { memberId?: string }): Promise<ActResult> => {
    const id = uuid(memberId);
    if (id !== caller.memberId && !may(caller, reopenOthersPart)) refuseUnless(caller, reopenOthersPart);
    return await changePart(caller, { itemId: uuid(itemId), memberId: id, isDone: false });
  },
);

type Change = { itemId: string; memberId: string; isDone: boolean };
type OwnParts = { owns: boolean; ownerDoneAt: Date | null; hasPart: boolean; doneAt: Date | null };

async function changePart(caller: Caller, change: Change): Promise<ActResult> {
  const result = await asMember(caller, async (tx) => {
    const undo = await applyPart(tx, caller, change);
    return { item: await readItemRow(tx, caller, change.itemId), undo };
  });
  if (result.undo) announce(caller.workspaceId);
  return result;
}

/** @returns the history entry's id; null when nothing changed */
async function applyPart(tx: Tx, caller: Caller, { itemId, memberId, isDone }: Change): Promise<string | null> {
  // A lock first, so that what is read next is the latest.
  await tx.$queryRaw`SELECT FROM "item" WHERE "id" = ${itemId}::uuid FOR NO KEY UPDATE`;
  const [parts] = await tx.$queryRaw<OwnParts[]>`
    SELECT i."ownerId" IS NOT DISTINCT FROM ${memberId}::uuid AS "owns", i."ownerDoneAt", c."memberId" IS NOT NULL AS "hasPart",
      c."doneAt"
    FROM "item" i
    LEFT JOIN "item_contributor" c ON c."workspaceId" = i."workspaceId" AND c."itemId" = i."id"
      AND c."memberId" = ${memberId}::uuid
    WHERE i."workspaceId" = ${caller.workspaceId}::uuid AND i."id" = ${itemId}::uuid`;
  if (!parts) throw new Refusal('not_found');
  const { owns, ownerDoneAt, hasPart, doneAt } = parts;
  if (!owns && !hasPart) throw new Refusal('no_part');
  const isAlready = (!owns || (ownerDoneAt !== null) === isDone) && (!hasPart || (doneAt !== null) === isDone);
  if (isAlready) return null;
  const write = writeItems({
    by: caller,
    event: isDone ? 'part_done' : 'part_reopened',
    values: { partOf: memberId, isOwner: owns },
    which: Prisma.sql`i."id" = ${itemId}::uuid`,
    details: memberId === caller.memberId ? {} : { memberId },
    undoData: Prisma.sql`${JSON.stringify(hasPart ? { partOf: memberId, partDoneAt: doneAt } : {})}::jsonb`,
  });
  const [entry] = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`WITH ${write} SELECT "id"::text FROM recorded`);
  if (hasPart) await setPartDone(tx, itemId, memberId, isDone ? new Date().toISOString() : null);
  return entry?.id ?? null;
}
