import { z } from 'zod';
import { getAvailability } from '#lib/workspaces/availability/get-availability.ts';
import { setAvailability } from '#lib/workspaces/availability/set-availability.ts';
import { availabilityFields, availabilityInput, type AvailabilityView } from '#lib/workspaces/availability/types.ts';
import { operation } from '../../operation.ts';
import { name, none } from '../../schemas/fields.ts';
import { absence } from '../../schemas/team.ts';

const availabilityView = name(
  'Availability',
  z.object({
    ...availabilityFields,
    workspaceTimeZone: z.string().describe('What applies without a time zone of one’s own'),
    absence: absence.nullable().describe('Why the caller is not at work now'),
  }) satisfies z.ZodType<AvailabilityView>,
);

export const availabilityOperations = [
  operation({
    id: 'getAvailability',
    method: 'GET',
    path: 'availability',
    summary: 'Get whether you are here, and when you work',
    act: getAvailability,
    params: none,
    query: none,
    body: z.unknown(),
    answer: availabilityView,
    run: async (act) => await act(),
  }),
  operation({
    id: 'setAvailability',
    method: 'POST',
    path: 'availability',
    summary: 'Say whether you are here, and when you work; what is absent stays as it is',
    act: setAvailability,
    params: none,
    query: none,
    body: availabilityInput,
    answer: availabilityView,
    run: async (act, { body }) => await act(body),
  }),
];
