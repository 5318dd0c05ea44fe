import { defineAct } from '#lib/act.ts';
import { asProduct } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { plainLine } from '#lib/plain-text.ts';
import { Refusal } from '#lib/refusal.ts';
import { changeTeams, writeTeam } from '#lib/workspaces/teams/write-team.ts';
import { TEAM_MEMBERS_LIMIT, TEAM_NAME_LIMIT } from '#lib/workspaces/types.ts';
import { announceLost, takeUnseen } from './take-unseen.ts';

type Input = { teamId?: string; name: string; memberIds: string[]; channelIds?: string[] };

/**
 * Creates a team, or gives one another name, other members, other channels. Its members see the team's channels beside their
 * own; items that somebody holds in a channel they lose go back.
 * @returns the team's id, and how many items went back
 * @throws Refusal `invalid` (`name`); `already_exists` for the name of another team; `not_found` for the team, members and
 *   channels; `too_many` (`limit`); `not_allowed` also for a lead, if the team has channels; `archived`
 */
export const saveTeam = defineAct(
  changeTeams.permission,
  async (caller, input: Input): Promise<{ id: string; freedItems: number }> => {
    const name = plainLine(input.name);
    if (name === '' || name.length > TEAM_NAME_LIMIT) throw new Refusal('invalid', { field: 'name' });
    const memberIds = [...new Set(input.memberIds.map(uuid))];
    if (memberIds.length > TEAM_MEMBERS_LIMIT) throw new Refusal('too_many', { limit: TEAM_MEMBERS_LIMIT });
    const teamId = input.teamId === undefined ? null : uuid(input.teamId);
    // As the product: channels and items count here that the caller does not see.
    const { id, taken } = await asProduct(caller.workspaceId, async (tx) => {
      const { id, losing } = await writeTeam(tx, caller, { teamId, name, memberIds, channelIds: input.channelIds });
      return { id, taken: await takeUnseen(tx, caller, losing) };
    });
    await announceLost(caller.workspaceId, taken);
    announce(caller.workspaceId);
    return { id, freedItems: taken.freedItems };
  },
);
