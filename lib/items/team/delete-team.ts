import { defineAct } from '#lib/act.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asProduct } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { endTeam, lockTeamToEnd } from '#lib/workspaces/teams/end-team.ts';
import { writeItems } from '../change/write-items.ts';
import { saveTeam } from './save-team.ts';
import { announceLost, takeUnseen } from './take-unseen.ts';

/**
 * Deletes a team. Its items stay with whoever holds them; those that nobody holds are everybody's again. Items that somebody
 * saw through the team alone go back.
 * @returns how many items had it, or went back
 * @throws Refusal `not_found`; `not_allowed` also for a lead, if the team has channels; `archived`
 */
export const deleteTeam = defineAct(
  saveTeam.permission,
  async (caller, { teamId }: { teamId: string }): Promise<{ freedItems: number }> => {
    const id = uuid(teamId);
    // As the product: the team is gone from items, too, that the caller does not see.
    const { freedItems, taken } = await asProduct(caller.workspaceId, async (tx) => {
      const { name, losing } = await lockTeamToEnd(tx, caller, id);
      const write = writeItems({
        by: caller,
        event: 'team_deleted',
        values: { teamId: null },
        which: Prisma.sql`i."workspaceId" = ${caller.workspaceId}::uuid AND i."teamId" = ${id}::uuid`,
      });
      const [row] = await tx.$queryRaw<{ freed: number }[]>`WITH ${write} SELECT count(*)::int AS freed FROM changed`;
      await endTeam(tx, caller, { id, name });
      return { freedItems: row?.freed ?? 0, taken: await takeUnseen(tx, caller, losing) };
    });
    await announceLost(caller.workspaceId, taken);
    announce(caller.workspaceId);
    return { freedItems: freedItems + taken.freedItems };
  },
);
