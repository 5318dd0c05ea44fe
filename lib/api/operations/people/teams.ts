import { z } from 'zod';
import { deleteTeam } from '#lib/items/team/delete-team.ts';
import { getTeam } from '#lib/items/team/get-team.ts';
import { listReceivers } from '#lib/items/team/list-receivers.ts';
import { PAGE_LIMIT } from '#lib/items/types.ts';
import { CHANNELS_LIMIT } from '#lib/workspaces/members/channel-choice.ts';
import { listTeams } from '#lib/workspaces/teams/list-teams.ts';
import { saveTeam } from '#lib/items/team/save-team.ts';
import { TEAM_MEMBERS_LIMIT, TEAM_NAME_LIMIT } from '#lib/workspaces/types.ts';
import { operation } from '../../operation.ts';
import { count, id, none } from '../../schemas/fields.ts';
import { receiver, teamView, teamWork } from '../../schemas/team.ts';

export const teamOperations = [
  operation({
    id: 'listTeams',
    method: 'GET',
    path: 'teams',
    summary: 'List the teams with their members',
    act: listTeams,
    params: none,
    query: none,
    body: z.unknown(),
    answer: z.object({ teams: z.array(teamView) }),
    run: async (act) => ({ teams: await act() }),
  }),
  operation({
    id: 'saveTeam',
    method: 'POST',
    path: 'teams',
    summary: 'Create a team, or change one',
    act: saveTeam,
    refusals: ['already_exists', 'too_many'],
    status: 201,
    params: none,
    query: none,
    body: z.object({
      teamId: id.optional().describe('The team to change'),
      name: z.string().trim().min(1).max(TEAM_NAME_LIMIT),
      memberIds: z.array(id).max(TEAM_MEMBERS_LIMIT),
      channelIds: z
        .array(id)
        .max(CHANNELS_LIMIT)
        .optional()
        .describe('The channels that its members see beside their own'),
    }),
    answer: z.object({ id, freedItems: count }),
    run: async (act, { body }) => await act(body),
  }),
  operation({
    id: 'deleteTeam',
    method: 'DELETE',
    path: 'teams/{teamId}',
    summary: 'Delete a team; its items stay with whoever holds them',
    act: deleteTeam,
    params: z.object({ teamId: id }),
    query: none,
    body: z.unknown(),
    answer: z.object({ freedItems: count }),
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'getTeamWork',
    method: 'GET',
    path: 'team',
    summary: 'How the work is spread: who holds how many items, since when, what is late, who is here',
    act: getTeam,
    params: none,
    query: none,
    body: z.unknown(),
    answer: teamWork,
    run: async (act) => await act(),
  }),
  operation({
    id: 'listReceivers',
    method: 'GET',
    path: 'receivers',
    summary: 'List to whom items can be given, and why somebody cannot receive them',
    act: listReceivers,
    refusals: ['too_many'],
    params: none,
    query: z.object({ item: z.array(id).max(PAGE_LIMIT).optional().describe('The items to be given') }),
    body: z.unknown(),
    answer: z.object({ receivers: z.array(receiver) }),
    run: async (act, { query }) => ({ receivers: await act({ itemIds: query.item ?? [] }) }),
  }),
];
