import { z } from 'zod';
import { editRouting } from '#lib/routing/edit-routing.ts';
import { getItemRouting } from '#lib/routing/get-item-routing.ts';
import { getRouting } from '#lib/routing/get-routing.ts';
import { listRoutingPeople } from '#lib/routing/list-people.ts';
import { saveRoutingProfile } from '#lib/routing/save-profile.ts';
import {
  type ItemRouting,
  obstacles,
  profileInput,
  routeReasons,
  routingInput,
  type RoutingPersonView,
} from '#lib/routing/types.ts';
import { operation } from '../../operation.ts';
import { count, id, moment, name, none, ref } from '../../schemas/fields.ts';
import { absence } from '../../schemas/team.ts';
import { role } from '../../schemas/workspace.ts';

const routingPerson = name(
  'RoutingPerson',
  ref.extend({
    role,
    profile: profileInput.describe('Of languages, networks and tags, none means all'),
    capacity: count.describe('The capacity that applies'),
    load: count.describe('What they have now, by weight'),
    isSeen: z.boolean().describe('A browser of theirs is open'),
    absence: absence.nullable(),
  }) satisfies z.ZodType<RoutingPersonView>,
);

const itemRouting = name(
  'ItemRouting',
  z.object({
    isOn: z.boolean(),
    route: z
      .object({
        member: ref,
        routedAt: moment,
        reason: z.enum(routeReasons),
        weight: count.describe('What the item takes'),
        load: count.describe('What they had before it, by weight'),
        capacity: count,
        candidates: count.describe('How many people could have taken it'),
      })
      .nullable()
      .describe('How its owner got it; null: not by distribution'),
    wait: z
      .object({
        since: moment,
        people: count.describe('To how many people items are distributed at all'),
        obstacles: z
          .array(z.object({ obstacle: z.enum(obstacles), count }))
          .describe('How many of them do not get it for which reason; none: it is given out in a moment'),
      })
      .nullable()
      .describe('Why nobody has it; null: it does not wait'),
  }) satisfies z.ZodType<ItemRouting>,
);

export const routingOperations = [
  operation({
    id: 'getRouting',
    method: 'GET',
    path: 'routing',
    summary: 'Get how items are distributed',
    act: getRouting,
    params: none,
    query: none,
    body: z.unknown(),
    answer: routingInput,
    run: async (act) => await act(),
  }),
  operation({
    id: 'editRouting',
    method: 'POST',
    path: 'routing',
    summary: 'Say how items are distributed, and whether they are',
    act: editRouting,
    params: none,
    query: none,
    body: routingInput,
    answer: routingInput,
    run: async (act, { body }) => await act(body),
  }),
  operation({
    id: 'listRoutingPeople',
    method: 'GET',
    path: 'routing/people',
    summary: 'List the people to whom items can be distributed, with what they take and what they have',
    act: listRoutingPeople,
    params: none,
    query: none,
    body: z.unknown(),
    answer: z.object({ people: z.array(routingPerson) }),
    run: async (act) => ({ people: await act() }),
  }),
  operation({
    id: 'saveRoutingProfile',
    method: 'POST',
    path: 'routing/people/{memberId}',
    summary: 'Say what is distributed to a member',
    act: saveRoutingProfile,
    params: z.object({ memberId: id }),
    query: none,
    body: profileInput,
    answer: profileInput,
    run: async (act, { params, body }) => await act({ ...params, ...body }),
  }),
  operation({
    id: 'getItemRouting',
    method: 'GET',
    path: 'items/{itemId}/routing',
    summary: 'Why an item was distributed to its owner, or why nobody gets it',
    act: getItemRouting,
    params: z.object({ itemId: id }),
    query: none,
    body: z.unknown(),
    answer: itemRouting,
    run: async (act, { params }) => await act(params),
  }),
];
