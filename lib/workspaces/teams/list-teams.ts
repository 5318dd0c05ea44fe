import { defineAct, may } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { asMember, asProduct } from '#lib/db/in-workspace.ts';
import type { TeamView } from '../types.ts';
import { changeTeamChannels, changeTeams } from './write-team.ts';

/** The teams with their members, each sorted by name. */
export const listTeams = defineAct('members.read', async (caller): Promise<TeamView[]> => {
  const teams = await asMember(caller, (tx) =>
    tx.team.findMany({
      where: { workspaceId: caller.workspaceId },
      select: {
        id: true,
        name: true,
        channels: { select: { channelId: true } },
        members: {
          where: { member: { removedAt: null } },
          select: { member: { select: { id: true, user: { select: { name: true } } } } },
        },
      },
    }),
  );
  const giving = may(caller, changeTeamChannels) ? [] : await teamsWithChannels(caller);
  return teams
    .map(({ id, name, members, channels }) => ({
      id,
      name,
      members: members
        .map(({ member }) => ({ id: member.id, name: member.user.name }))
        .sort((a, b) => a.name.localeCompare(b.name)),
      channelIds: channels.map(({ channelId }) => channelId),
      mayChange: may(caller, changeTeams) && !giving.includes(id),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
});

/** Also those whose channels the caller does not see: as the product. */
async function teamsWithChannels({ workspaceId }: Caller): Promise<string[]> {
  const rows = await asProduct(workspaceId, (tx) =>
    tx.teamChannel.findMany({ distinct: ['teamId'], select: { teamId: true } }),
  );
  return rows.map(({ teamId }) => teamId);
}
