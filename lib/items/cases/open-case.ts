import { randomUUID } from 'node:crypto';
import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { plainLine } from '#lib/plain-text.ts';
import { takeFlow } from '#lib/quotas/take-flow.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { cleanText } from '../clean-text.ts';
import { readItemRows } from '../list/read-item-rows.ts';
import { checkItemIds, joinItems } from './join-items.ts';
import { readCase } from './read-case.ts';
import { CASE_TITLE_LIMIT, type CaseResult } from './types.ts';

type Input = {
  itemIds: readonly string[];
  /** Absent: the name of who wrote the first item that is not confidential. */
  title?: string | undefined;
};

/**
 * Opens a case and puts the items into it: all of them, or none. Owners, deadlines and notes of the items stay as they are.
 * @throws Refusal `not_found`; `in_another_case` (`name`); `invalid`, `too_many` for the items; `text_too_long`;
 *   `quota_reached_for_now`
 */
export const openCase = defineAct('items.work', async (caller, { itemIds, title }: Input): Promise<CaseResult> => {
  const { workspaceId, memberId } = caller;
  const ids = checkItemIds(itemIds);
  const given = title === undefined ? null : checkTitle(title);
  const [caseId, batchId] = [randomUUID(), randomUUID()];
  const opened = await asMember(caller, async (tx) => {
    const { name, contactId } = given
      ? { name: given, contactId: null }
      : await titleFor(tx, caller, { caseId, itemIds: ids });
    // Its items decide who sees a case: nothing could be read back of one that has none yet.
    await tx.$executeRaw`
      INSERT INTO "item_case" ("workspaceId", "id", "title", "namedAfterId")
      VALUES (${workspaceId}::uuid, ${caseId}::uuid, ${name}, ${contactId}::uuid)`;
    await joinItems(tx, caller, { id: caseId }, ids, batchId);
    await takeFlow(tx, { workspaceId, memberId, quota: 'cases_of_member_per_day' });
    return await readCase(tx, caller, caseId);
  });
  announce(workspaceId);
  return { case: opened, undo: batchId };
});

/** One line. @throws Refusal `text_empty`, `text_too_long` (`limit`) */
export function checkTitle(title: string): string {
  const line = cleanText(title).replace(/\s+/g, ' ');
  if (line === '') throw new Refusal('text_empty');
  if (line.length > CASE_TITLE_LIMIT) throw new Refusal('text_too_long', { limit: CASE_TITLE_LIMIT });
  return line;
}

/**
 * Whoever sees one of the items, now or later, reads the title: a confidential one names nobody.
 * @throws Refusal `not_found`
 */
async function titleFor(
  tx: Tx,
  caller: Caller,
  { caseId, itemIds }: { caseId: string; itemIds: readonly string[] },
): Promise<{ name: string; contactId: string | null }> {
  const rows = await readItemRows(tx, caller, itemIds);
  if (rows.length === 0) throw new Refusal('not_found');
  const contact = rows.find(({ confidentialTo }) => confidentialTo === null)?.contact;
  const name = contact ? plainLine(contact.name || contact.handle, CASE_TITLE_LIMIT).trim() : '';
  if (contact && name !== '') return { name, contactId: contact.id };
  return { name: `#${caseId.slice(0, 4).toUpperCase()}`, contactId: null };
}
