import { z } from 'zod';
import { type MemberWork, type ReceiverView, type TeamWork } from '#lib/items/team/types.ts';
import { absenceKinds, awayReasons } from '#lib/workspaces/availability/types.ts';
import type { TeamView } from '#lib/workspaces/types.ts';
import { count, id, moment, name, ref } from './fields.ts';
import { role } from './workspace.ts';

export const teamView = name(
  'Team',
  z.object({
    id,
    name: z.string(),
    members: z.array(ref),
    channelIds: z.array(id),
    mayChange: z.boolean(),
  }) satisfies z.ZodType<TeamView>,
);

export const absence = z.object({
  kind: z.enum(absenceKinds),
  reason: z.enum(awayReasons).nullable(),
  until: moment.nullable().describe('When they said that they are back'),
});

const memberWork = name(
  'MemberWork',
  ref.extend({
    role,
    isHere: z.boolean().describe('A browser of theirs is open'),
    absence: absence.nullable().describe('Why they are not at work, by what they set'),
    open: count,
    waiting: count,
    snoozed: count,
    parts: count.describe('Open items with a part of theirs beside the owner’s'),
    queue: count.describe('What they have to do: as their Mine'),
    late: count.describe('Open items whose contact has waited for more than 24 hours'),
    expiring: count.describe('Open items whose reply window closes within 4 hours'),
    promises: count.describe('Open promises that they owe'),
    latePromises: count.describe('Of `promises`, those that are late'),
    oldestHeldSince: moment.nullable(),
    oldestInboundAt: moment.nullable(),
  }) satisfies z.ZodType<MemberWork>,
);

export const teamWork = z.object({ members: z.array(memberWork), unassigned: count }) satisfies z.ZodType<TeamWork>;

export const receiver = name(
  'Receiver',
  ref.extend({
    role,
    isHere: z.boolean(),
    open: count,
    cannot: z.enum(['client', 'channel']).nullable().describe('Why this member cannot be given the items'),
  }) satisfies z.ZodType<ReceiverView>,
);
