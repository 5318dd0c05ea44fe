import { z } from 'zod';
import { acknowledgeSinceLeft, reopenSinceLeft } from '#lib/items/departures/acknowledge-since-left.ts';
import { getSinceLeft } from '#lib/items/departures/get-since-left.ts';
import { markHere } from '#lib/items/departures/mark-here.ts';
import {
  type ChangedLine,
  type DueLine,
  dueReasons,
  type PromisedLine,
  SEEN_LIMIT,
  SINCE_LEFT_LIMIT,
  type SinceLeft,
} from '#lib/items/departures/types.ts';
import { operation } from '../../operation.ts';
import { count, id, moment, name, none, nothing, ref } from '../../schemas/fields.ts';

const item = z.object({ id, network: z.string(), contactName: z.string(), preview: z.string() });
const lines = <Line extends z.ZodType>(line: Line) => z.object({ total: count, lines: z.array(line) });
const changed = z.object({
  item,
  at: moment,
  acts: z.array(
    z.object({
      id,
      act: z.string(),
      member: ref.nullable(),
      details: z.record(z.string(), z.unknown()),
      createdAt: moment,
    }),
  ),
  moreActs: count,
  messages: count.describe('How many messages the contact wrote'),
}) satisfies z.ZodType<ChangedLine>;
const due = z.object({
  item,
  reason: z.enum(dueReasons),
  moment: moment.describe('When its window closes; else since when it waits, or when its snooze ended'),
}) satisfies z.ZodType<DueLine>;
const promised = z.object({
  item,
  text: z.string(),
  dueAt: moment,
  count: count.describe('How many promises of the item these are'),
  isPassedOn: z.boolean().describe('A colleague made one, and it passed to the caller'),
}) satisfies z.ZodType<PromisedLine>;

const sinceLeft = name(
  'SinceLeft',
  z.object({
    leftAt: moment.nullable().describe('Null: the caller has never been away'),
    until: moment.describe('Up to which moment this tells; for the acknowledgment, with `seen`'),
    isAcknowledged: z.boolean(),
    changed: lines(changed),
    due: lines(due),
    promised: lines(promised),
    seen: z.array(id),
  }) satisfies z.ZodType<SinceLeft>,
);

/** What happened while the caller was away. */
export const sinceLeftOperations = [
  operation({
    id: 'getSinceLeft',
    method: 'GET',
    path: 'since-left',
    summary: 'What changed since the caller left on what was theirs, what is due, and what they owe',
    act: getSinceLeft,
    params: none,
    query: z.object({ limit: z.coerce.number().int().min(0).max(SINCE_LEFT_LIMIT).optional() }),
    body: z.unknown(),
    answer: sinceLeft,
    run: async (act, { query }) => await act(query),
  }),
  operation({
    id: 'acknowledgeSinceLeft',
    method: 'POST',
    path: 'since-left/acknowledge',
    summary: 'Take note of what was shown, up to the moment at which it was read',
    act: acknowledgeSinceLeft,
    refusals: ['too_many'],
    status: 204,
    params: none,
    query: none,
    body: z.object({ until: moment, seen: z.array(id).max(SEEN_LIMIT).default([]) }),
    answer: nothing,
    run: async (act, { body }) => {
      await act({ until: new Date(body.until), seen: body.seen });
      return undefined;
    },
  }),
  operation({
    id: 'reopenSinceLeft',
    method: 'POST',
    path: 'since-left/reopen',
    summary: 'Take the acknowledgment back: everything since the caller left is shown again',
    act: reopenSinceLeft,
    status: 204,
    params: none,
    query: none,
    body: none,
    answer: nothing,
    run: async (act) => {
      await act();
      return undefined;
    },
  }),
  operation({
    id: 'markHere',
    method: 'POST',
    path: 'here',
    summary: 'Say that the caller is at work here now; half an hour without it, and they have left',
    act: markHere,
    status: 204,
    params: none,
    query: none,
    body: none,
    answer: nothing,
    run: async (act) => {
      await act();
      return undefined;
    },
  }),
];
