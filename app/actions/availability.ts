'use server';
import { setAvailability } from '#lib/workspaces/availability/set-availability.ts';
import { availabilityInput } from '#lib/workspaces/availability/types.ts';
import { memberAction } from './member-action.ts';

export const setAvailabilityAction = memberAction({
  name: 'setAvailability',
  act: setAvailability,
  input: availabilityInput,
});
