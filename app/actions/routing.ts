'use server';
import { z } from 'zod';
import { editRouting } from '#lib/routing/edit-routing.ts';
import { saveRoutingProfile } from '#lib/routing/save-profile.ts';
import { profileInput, routingInput } from '#lib/routing/types.ts';
import { memberAction } from './member-action.ts';

export const editRoutingAction = memberAction({ name: 'editRouting', act: editRouting, input: routingInput });

export const saveRoutingProfileAction = memberAction({
  name: 'saveRoutingProfile',
  act: saveRoutingProfile,
  input: profileInput.extend({ memberId: z.uuid() }),
});
