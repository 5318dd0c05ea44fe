import { defineAct, refuseUnless } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { uuid } from '#lib/db/uuid.ts';
import { setPartDone, setParts } from './change/parts.ts';
import { type DoneAct, restoreFields, undoableActs } from './change/restore-fields.ts';
import { showInCase } from './cases/show-in-case.ts';
import { addNote } from './notes/add-note.ts';
import { undoRight } from './undo-right.ts';
import { untag } from './tags/tag-items.ts';
import { readItemRows } from './list/read-item-rows.ts';
import { BULK_LIMIT, type ItemRow } from './types.ts';

/** Items of a bulk act that are undone per transaction. */
const CHUNK = 1000;

type Undone = { items: ItemRow[]; undone: number };

/**
 * Undoes an act of the caller, on one item or on many, where nobody has since changed the fields that the act set.
 * Needs the right to the act itself; a note, which every role may write, needs the least.
 * @param input.undo what the act answered
 * @returns the items as they are again; of a large bulk, the first 500
 * @throws Refusal `nothing_to_undo`
 */
export const undoAct = defineAct(addNote.permission, async (caller, { undo }: { undo: string }): Promise<Undone> => {
  const token = uuid(undo);
  const itemIds: string[] = [];
  for (let after: string | null = null; ;) {
    const from: string | null = after;
    const chunk: UndoneChunk = await asMember(caller, (tx) =>
      undoChunk(tx, caller, token, { after: from, limit: CHUNK }),
    );
    itemIds.push(...chunk.restored);
    after = chunk.last;
    if (!after) break;
  }
  if (itemIds.length === 0) throw new Refusal('nothing_to_undo');
  announce(caller.workspaceId);
  const items = await asMember(caller, (tx) => readItemRows(tx, caller, itemIds.slice(0, BULK_LIMIT)));
  return { items, undone: itemIds.length };
});

/** @property last the act after which the next chunk begins; null at the end. @property restored ids of items */
type UndoneChunk = { seen: number; last: string | null; restored: string[] };

/**
 * Undoes some of the acts behind a token, in one transaction.
 * @throws Refusal `not_allowed` without the right to one of the acts
 */
export async function undoChunk(
  tx: Tx,
  caller: Caller,
  token: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<UndoneChunk> {
  const acts = await undoableActs(tx, caller, token, { after, limit });
  for (const act of new Set(acts.map((done) => done.act))) refuseUnless(caller, undoRight(act));
  return {
    seen: acts.length,
    last: acts.length < limit ? null : (acts.at(-1)?.id ?? null),
    restored: await restore(tx, caller, acts),
  };
}

async function restore(tx: Tx, caller: Caller, acts: DoneAct[]): Promise<string[]> {
  const restored = new Set(await restoreFields(tx, caller, acts));
  const done = acts.filter(({ id }) => restored.has(id));
  await setParts(
    tx,
    done.flatMap(({ itemId, before: { parts, contributorIds } }) => {
      const before = parts ?? contributorIds?.map((memberId) => ({ memberId, isApprover: false }));
      return before ? [{ itemId, parts: before }] : [];
    }),
  );
  for (const { itemId, before } of done) {
    if (before.partOf) await setPartDone(tx, itemId, before.partOf, before.partDoneAt ?? null);
  }
  const taggings = done.flatMap(({ itemId, before: { addedTagIds, removedTagIds } }) =>
    addedTagIds && removedTagIds ? [{ itemId, addedTagIds, removedTagIds }] : [],
  );
  if (taggings.length > 0) await untag(tx, taggings);
  await restoreNotes(tx, caller, done);
  return done.map(({ itemId }) => itemId);
}

/** Also for those who have another item of the note's case open. */
async function restoreNotes(tx: Tx, caller: Caller, acts: DoneAct[]): Promise<void> {
  for (const { act, itemId, noteId } of acts) {
    if (!noteId) continue;
    const deletedAt = act === 'noted' ? new Date() : null;
    const [note] = await tx.$queryRaw<{ caseId: string | null }[]>(Prisma.sql`
      UPDATE "note" SET "deletedAt" = ${deletedAt?.toISOString() ?? null}::timestamptz WHERE "id" = ${noteId}::uuid
      RETURNING "caseId"::text`);
    await showInCase(tx, caller, { caseId: note?.caseId ?? null, except: [itemId] });
  }
}
