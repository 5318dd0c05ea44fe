import { randomUUID } from 'node:crypto';
import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { assignItem } from '../assign-item.ts';
import { assignItems, checkAssignment } from '../change/assign-items.ts';
import { changeItems } from '../change/change-items.ts';
import type { OnCase } from './change-case.ts';
import { lockCase, refuseIfClosed } from './lock-case.ts';
import { readCase } from './read-case.ts';
import type { CaseGiven, CaseSkip } from './types.ts';

/**
 * Gives a case to one person, and with it each of its items that is not done and that this person sees: a confidential one is
 * opened to nobody by this. Afterwards each item's owner is its own again.
 * @param input.ownerId null: the case has no owner; the items keep theirs
 * @returns what was given, and what was left with the reason; `undo` takes back the items alone
 * @throws Refusal `not_found`, `case_changed`, `case_closed`; `invalid` for a member who does not work on items;
 *   `no_channel_access` (`name`) for one who sees none of the items
 */
export const assignCase = defineAct(
  assignItem.permission,
  async (caller, { ownerId, ...on }: OnCase & { ownerId: string | null }): Promise<CaseGiven> => {
    const id = uuid(on.caseId);
    const batchId = randomUUID();
    const result = await asMember(caller, async (tx) => {
      const found = await lockCase(tx, id);
      if (found.version !== on.version) throw new Refusal('case_changed');
      refuseIfClosed(found);
      const assignment = await checkAssignment(tx, { ownerId });
      const [receiver] = assignment.people;
      const items = receiver ? await lockItems(tx, found.itemIds, receiver.id) : [];
      if (receiver && items.every(({ skip }) => skip === 'unseen')) {
        throw new Refusal('no_channel_access', { name: receiver.name });
      }
      await tx.case.updateMany({ where: { id }, data: { ownerId: receiver?.id ?? null, version: { increment: 1 } } });
      await changeItems(tx, caller, found.itemIds, {
        event: 'case_changed',
        details: {
          caseId: id,
          change: receiver ? 'given' : 'not_given',
          ...(receiver ? { ownerId: receiver.id } : {}),
        },
      });
      const wanted = items.filter(({ skip }) => skip === null).map((item) => item.id);
      const changed = wanted.length > 0 ? await assignItems(tx, caller, wanted, assignment, batchId) : [];
      return {
        case: await readCase(tx, caller, id),
        undo: changed.length > 0 ? batchId : null,
        given: wanted.length,
        skipped: items.flatMap(({ id: itemId, skip }) => (skip ? [{ itemId, reason: skip }] : [])),
      };
    });
    announce(caller.workspaceId);
    return result;
  },
);

/** Locks the items, so that one that is resolved meanwhile is seen as such, and says which are left as they are. */
async function lockItems(
  tx: Tx,
  itemIds: readonly string[],
  receiverId: string,
): Promise<{ id: string; skip: CaseSkip | null }[]> {
  await tx.$queryRaw`SELECT FROM "item" WHERE "id" = ANY(${[...itemIds]}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`;
  return await tx.$queryRaw<{ id: string; skip: CaseSkip | null }[]>`
    SELECT i."id"::text, CASE
      WHEN NOT member_sees_item(i."workspaceId", ${receiverId}::uuid, i."channelId", i."confidentialTo") THEN 'unseen'
      WHEN i."status" IN ('resolved', 'ignored') THEN 'done'
    END AS "skip"
    FROM "item" i WHERE i."id" = ANY(${[...itemIds]}::uuid[]) ORDER BY i."id"`;
}
