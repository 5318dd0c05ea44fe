import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { readGuidance, seenOf } from './read-guidance.ts';
import type { GuidanceOfItem } from './types.ts';

/**
 * How an item is to be answered: only what holds for it, and now.
 * @throws Refusal `not_found`
 */
export const getItemGuidance = defineAct(
  'guidance.read',
  async (caller, input: { itemId: string }): Promise<GuidanceOfItem> => {
    const { workspaceId } = caller;
    const itemId = uuid(input.itemId);
    return await asMember(caller, async (tx) => {
      const item = await tx.item.findFirst({ where: { workspaceId, id: itemId }, select: { id: true } });
      if (!item) throw new Refusal('not_found');
      const guidance = (await readGuidance(tx, workspaceId, [itemId])).get(itemId) ?? [];
      const [next] = await tx.$queryRaw<{ at: Date | null }[]>`
        SELECT least(min("startsAt") FILTER (WHERE "startsAt" > clock_timestamp()),
          min("endsAt") FILTER (WHERE "endsAt" > clock_timestamp())) AS "at"
        FROM "guidance" WHERE "workspaceId" = ${workspaceId}::uuid AND "withdrawnAt" IS NULL`;
      return { guidance, seen: seenOf(guidance), changesAt: next?.at?.toISOString() ?? null };
    });
  },
);
