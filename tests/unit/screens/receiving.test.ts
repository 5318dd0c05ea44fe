import { expect, test } from 'vitest';
import { whyTeamCannot } from '#components/dialogs/people/team-receives.ts';
import { moveTarget, NOBODY, ownerAfterMove } from '#components/team/move-target.ts';
import type { MemberWork } from '#lib/items/team/types.ts';

const ref = (id: string) => ({ id, name: id });
const people = [
  { id: 'paul', cannot: null },
  { id: 'zoe', cannot: 'channel' as const },
  { id: 'client', cannot: 'client' as const },
];

test.each([
  [[], 'empty'],
  [['paul', 'zoe'], null],
  [['zoe', 'client'], 'channel'],
  [['client'], 'client'],
  [['gone'], 'channel'],
])('a team of %j can receive an item, or why not: %s', (ids, expected) => {
  expect(whyTeamCannot(ids.map(ref), people)).toBe(expected);
});

const work = (id: string): MemberWork => ({
  ...ref(id),
  role: 'manager',
  isHere: false,
  absence: null,
  open: 0,
  waiting: 0,
  snoozed: 0,
  parts: 0,
  queue: 0,
  late: 0,
  expiring: 0,
  promises: 0,
  latePromises: 0,
  oldestHeldSince: null,
  oldestInboundAt: null,
});
const ownerFor = (chosen: string) => ownerAfterMove(moveTarget(chosen, [work('paul'), work('zoe')], people));

test('selected items go to the chosen person, or to nobody', () => {
  expect(ownerFor('paul')).toEqual(ref('paul'));
  expect(ownerFor(NOBODY)).toBeNull();
});

test('selected items stay where they are if the chosen person has left, or cannot receive them', () => {
  expect(ownerFor('gone')).toBeUndefined();
  expect(ownerFor('zoe')).toBeUndefined();
});
