'use server';
import { z } from 'zod';
import { deleteTeam } from '#lib/items/team/delete-team.ts';
import { saveTeam } from '#lib/workspaces/teams/save-team.ts';
import { memberAction } from './member-action.ts';

export const saveTeamAction = memberAction({
  name: 'saveTeam',
  act: saveTeam,
  input: z.object({ teamId: z.uuid().optional(), name: z.string(), memberIds: z.array(z.uuid()) }),
});

export const deleteTeamAction = memberAction({
  name: 'deleteTeam',
  act: deleteTeam,
  input: z.object({ teamId: z.uuid() }),
});
