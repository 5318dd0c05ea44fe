import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { TeamView } from '../types.ts';

/** The teams with their members, each sorted by name. */
export const listTeams = defineAct('members.read', async (caller): Promise<TeamView[]> => {
  return await asMember(caller, async (tx) => {
    const teams = await tx.team.findMany({
      where: { workspaceId: caller.workspaceId },
      select: {
        id: true,
        name: true,
        members: {
          where: { member: { removedAt: null } },
          select: { member: { select: { id: true, user: { select: { name: true } } } } },
        },
      },
    });
    return teams
      .map(({ id, name, members }) => ({
        id,
        name,
        members: members
          .map(({ member }) => ({ id: member.id, name: member.user.name }))
          .sort((a, b) => a.name.localeCompare(b.name)),
      }))
      .sort((a, b) => a.name.localeCompare(b.name));
  });
});
