import { defineAct } from '#lib/act.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { saveTeam } from '#lib/workspaces/teams/save-team.ts';
import { endTeam } from '#lib/workspaces/teams/end-team.ts';
import { writeItems } from '../change/write-items.ts';

/**
 * Deletes a team. Its items stay with whoever holds them; those that nobody holds are everybody's again.
 * @returns how many items had it
 * @throws Refusal `not_found`
 */
export const deleteTeam = defineAct(
  saveTeam.permission,
  async (caller, { teamId }: { teamId: string }): Promise<{ freedItems: number }> => {
    const id = uuid(teamId);
    // As the product: the team is gone from items, too, that the caller does not see.
    const freedItems = await inWorkspace(caller.workspaceId, async (tx) => {
      // No item gets the team any more from here on.
      await tx.$queryRaw`SELECT FROM "team" WHERE "id" = ${id}::uuid FOR UPDATE`;
      const write = writeItems({
        by: caller,
        event: 'team_deleted',
        values: { teamId: null },
        which: Prisma.sql`i."workspaceId" = ${caller.workspaceId}::uuid AND i."teamId" = ${id}::uuid`,
      });
      const [row] = await tx.$queryRaw<{ freed: number }[]>`WITH ${write} SELECT count(*)::int AS freed FROM changed`;
      await endTeam(tx, caller, id);
      return row?.freed ?? 0;
    });
    announce(caller.workspaceId);
    return { freedItems };
  },
);
