import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { changeItem } from '../change/change-items.ts';
import { readItemRow } from '../list/read-item-rows.ts';
import type { ActResult } from '../types.ts';

type Input = {
  itemId: string;
  /** Whose request; the caller's own when absent. */
  memberId?: string;
};

/**
 * Ends a request for an item: who asked withdraws it, or the holder declines and keeps the item.
 * @throws Refusal `not_found`
 */
export const endRequest = defineAct(
  'items.work',
  async (caller, { itemId, memberId = caller.memberId }: Input): Promise<ActResult> => {
    const id = uuid(itemId);
    const asker = uuid(memberId);
    const { item, isEnded } = await asMember(caller, async (tx) => {
      await tx.$queryRaw`SELECT FROM "item" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
      const ended = await tx.$executeRaw`
        DELETE FROM "item_request" WHERE "itemId" = ${id}::uuid AND "memberId" = ${asker}::uuid
          AND ${caller.memberId}::uuid IN ("memberId", "holderId")`;
      if (ended > 0) await changeItem(tx, caller, id, { event: 'request_ended', details: { memberId: asker } });
      return { item: await readItemRow(tx, caller, id), isEnded: ended > 0 };
    });
    if (isEnded) announce(caller.workspaceId);
    return { item, undo: null };
  },
);
