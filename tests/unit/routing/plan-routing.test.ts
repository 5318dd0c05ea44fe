import fc from 'fast-check';
import { expect, test } from 'vitest';
import { itemKinds } from '#lib/items/types.ts';
import {
  obstacleOf,
  type Person,
  type Plan,
  planRouting,
  type Rules,
  type WaitingItem,
} from '#lib/routing/plan-routing.ts';

const rules: Rules = {
  weights: { message: 3, comment: 1, review: 2, mention: 1 },
  returnsToLastHandler: true,
  skillsByTag: new Map([['refund', 'billing']]),
};

const anItem = (given: Partial<WaitingItem> & { id: string }): WaitingItem => ({
  since: 0,
  kind: 'comment',
  network: 'bluesky',
  channelId: 'shop',
  language: 'fr',
  tagIds: [],
  teamId: null,
  confidentialTo: null,
  lastHandlerId: null,
  ...given,
});

const aPerson = (given: Partial<Person> & { id: string }): Person => ({
  role: 'manager',
  isHere: true,
  capacity: 10,
  load: 0,
  channelIds: null,
  seesConfidential: false,
  teamIds: [],
  languages: [],
  networks: [],
  tagIds: [],
  skills: [],
  isKept: false,
  ...given,
});

const subset = (...names: string[]) => fc.subarray(names);
const itemIn = fc.record({
  since: fc.integer({ min: 0, max: 8 }),
  kind: fc.constantFrom(...itemKinds),
  network: fc.constantFrom('bluesky', 'mastodon'),
  channelId: fc.constantFrom('shop', 'press'),
  language: fc.constantFrom(null, 'fr', 'fr-CA', 'de'),
  tagIds: subset('refund', 'crisis'),
  teamId: fc.constantFrom(null, null, 'night'),
  confidentialTo: fc.constantFrom(null, null, [], ['p1']),
  lastHandlerId: fc.constantFrom(null, 'p0', 'p1', 'p2', 'left'),
});
const personIn = fc.record({
  role: fc.constantFrom('lead' as const, 'manager' as const, 'manager' as const, 'client' as const),
  isHere: fc.boolean(),
  capacity: fc.integer({ min: 1, max: 12 }),
  load: fc.integer({ min: 0, max: 14 }),
  channelIds: fc.constantFrom(null, null, ['shop'], []),
  seesConfidential: fc.boolean(),
  teamIds: subset('night'),
  languages: fc.constantFrom([], [], ['fr'], ['de']),
  networks: fc.constantFrom([], [], ['bluesky']),
  tagIds: fc.constantFrom([], [], ['crisis']),
  skills: subset('billing'),
});
const situation = fc.record({
  items: fc.array(itemIn, { maxLength: 30 }).map((all) => all.map((item, n) => anItem({ id: `i${n}`, ...item }))),
  people: fc.array(personIn, { maxLength: 6 }).map((all) => all.map((one, n) => aPerson({ id: `p${n}`, ...one }))),
});

const turnOf = (a: WaitingItem, b: WaitingItem) => a.since - b.since || (a.id < b.id ? -1 : 1);

/** What each person had, and how many items they had been given, just before an item's turn. */
function loadsBefore({ items, people, plan }: { items: WaitingItem[]; people: Person[]; plan: Plan }) {
  const loads = new Map(people.map(({ id, load }) => [id, load]));
  return new Map(
    items.toSorted(turnOf).map((item) => {
      const before = new Map(loads);
      const placed = plan.placements.find(({ itemId }) => itemId === item.id);
      if (placed) loads.set(placed.memberId, (loads.get(placed.memberId) ?? 0) + rules.weights[item.kind]);
      return [item.id, before];
    }),
  );
}

const couldTake = (item: WaitingItem, person: Person, load: number) =>
  obstacleOf(item, { ...person, load, isKept: false }, rules) === null;

test('nobody gets more than their capacity, and each item goes to one person or to nobody', () => {
  fc.assert(
    fc.property(situation, ({ items, people }) => {
      const plan = planRouting(items, people, rules);
      for (const person of people) {
        const given = plan.placements.filter(({ memberId }) => memberId === person.id);
        const load = given.reduce((sum, { weight }) => sum + weight, person.load);
        if (given.length > 0) expect(load).toBeLessThanOrEqual(person.capacity);
        expect(plan.people.find(({ id }) => id === person.id)?.load).toBe(load);
      }
      const decided = [...plan.placements, ...plan.unplaced].map(({ itemId }) => itemId);
      expect(decided.toSorted()).toEqual(items.map(({ id }) => id).toSorted());
    }),
  );
});

test('nobody gets an item that they may not have, or while they are not here', () => {
  fc.assert(
    fc.property(situation, ({ items, people }) => {
      const plan = planRouting(items, people, rules);
      const before = loadsBefore({ items, people, plan });
      for (const { itemId, memberId } of plan.placements) {
        const item = items.find(({ id }) => id === itemId);
        const person = people.find(({ id }) => id === memberId);
        if (!item || !person) throw new Error('placed what was not given');
        expect(couldTake(item, person, before.get(itemId)?.get(memberId) ?? 0)).toBe(true);
      }
    }),
  );
});

test('no item goes to somebody who had room for an older one that they could take and that nobody got', () => {
  fc.assert(
    fc.property(situation, ({ items, people }) => {
      const plan = planRouting(items, people, rules);
      const before = loadsBefore({ items, people, plan });
      const turns = items.toSorted(turnOf);
      for (const { itemId } of plan.unplaced) {
        const place = turns.findIndex(({ id }) => id === itemId);
        const older = turns[place];
        for (const person of people) {
          const load = before.get(itemId)?.get(person.id) ?? 0;
          const later = turns.slice(place + 1).map(({ id }) => id);
          const isServed = plan.placements.some((one) => one.memberId === person.id && later.includes(one.itemId));
          if (older && isServed) expect(couldTake(older, person, load)).toBe(false);
        }
      }
    }),
  );
});

test('an item waits only if each person who could take it has no room, or keeps it for one older item that needs more', () => {
  fc.assert(
    fc.property(situation, ({ items, people }) => {
      const plan = planRouting(items, people, rules);
      const before = loadsBefore({ items, people, plan });
      for (const { itemId, obstacles } of plan.unplaced) {
        const item = items.find(({ id }) => id === itemId);
        if (!item) throw new Error('decided about what was not given');
        const idle = people.filter((person) => couldTake(item, person, before.get(itemId)?.get(person.id) ?? 0));
        for (const person of idle) expect(plan.people.find(({ id }) => id === person.id)?.isKept).toBe(true);
        expect([...obstacles.values()].reduce((sum, count) => sum + count, 0)).toBe(people.length);
      }
      expect(plan.people.filter(({ isKept }) => isKept).length).toBeLessThanOrEqual(plan.unplaced.length);
    }),
  );
});

test('the plan does not depend on the order in which items and people are read', () => {
  fc.assert(
    fc.property(situation, ({ items, people }) => {
      expect(planRouting(items.toReversed(), people.toReversed(), rules)).toEqual(planRouting(items, people, rules));
    }),
  );
});

test('planned page by page, nobody gets more than their capacity and room that is kept stays kept', () => {
  fc.assert(
    fc.property(situation, fc.integer({ min: 0, max: 30 }), ({ items, people }, cut) => {
      const turns = items.toSorted(turnOf);
      const first = planRouting(turns.slice(0, cut), people, rules);
      const second = planRouting(turns.slice(cut), first.people, rules);
      const whole = planRouting(items, people, rules);
      expect([...first.placements, ...second.placements]).toEqual(whole.placements);
    }),
  );
});

test('a large item is given out in the end, however many small ones keep coming', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 3, max: 6 }), { minLength: 1, maxLength: 4 }),
      fc.nat(),
      (capacities, start) => {
        // Everybody is full of small items. In each cycle somebody finishes one, in turns, and three more come.
        let people = capacities.map((capacity, n) => aPerson({ id: `p${n}`, capacity, load: capacity }));
        const large = anItem({ id: 'large', kind: 'message', since: 0 });
        for (let cycle = 0; cycle < 40; cycle += 1) {
          const chosen = people[(start + cycle) % people.length];
          if (chosen && chosen.load > 0) chosen.load -= 1;
          const small = [1, 2, 3].map((n) => anItem({ id: `small ${cycle} ${n}`, since: cycle + 1 }));
          const plan = planRouting([large, ...small], people, rules);
          if (plan.placements.some(({ itemId }) => itemId === 'large')) return;
          people = plan.people.map((person) => ({ ...person, isKept: false }));
        }
        expect.unreachable('the large item starved');
      },
    ),
  );
});

test('an item goes back to the last handler, unless that person is full, not here, or may not have it', () => {
  const item = anItem({ id: 'i', lastHandlerId: 'léa' });
  const given = (lea: Partial<Person>, with_: Partial<Rules> = {}) =>
    planRouting([item], [aPerson({ id: 'inès' }), aPerson({ id: 'léa', load: 8, ...lea })], { ...rules, ...with_ })
      .placements[0];
  expect(given({})).toMatchObject({ memberId: 'léa', reason: 'last_handler', load: 8, candidates: 2 });
  expect(given({ load: 10 })).toMatchObject({ memberId: 'inès', reason: 'most_room', candidates: 1 });
  expect(given({ isHere: false })?.memberId).toBe('inès');
  expect(given({ channelIds: [] })?.memberId).toBe('inès');
  expect(given({}, { returnsToLastHandler: false })?.memberId).toBe('inès');
});

test('otherwise it goes to whoever has the most room for their size', () => {
  const people = [aPerson({ id: 'a', capacity: 10, load: 5 }), aPerson({ id: 'b', capacity: 20, load: 8 })];
  expect(planRouting([anItem({ id: 'i' })], people, rules).placements[0]?.memberId).toBe('b');
});

test('an item that nobody gets says how many people do not get it for which reason', () => {
  const item = anItem({ id: 'i', language: 'de-AT', kind: 'message', tagIds: ['refund'] });
  const people = [
    aPerson({ id: 'a', channelIds: ['press'] }),
    aPerson({ id: 'b', languages: ['fr'] }),
    aPerson({ id: 'c', languages: ['fr', 'en'] }),
    aPerson({ id: 'd', languages: ['de'] }),
    aPerson({ id: 'e', skills: ['billing'], isHere: false }),
    aPerson({ id: 'f', skills: ['billing'], load: 9 }),
    aPerson({ id: 'g', skills: ['billing'], capacity: 2 }),
    aPerson({ id: 'h', networks: ['mastodon'] }),
    aPerson({ id: 'j', tagIds: ['crisis'] }),
  ];
  const [waiting] = planRouting([item], people, rules).unplaced;
  expect(Object.fromEntries(waiting?.obstacles ?? [])).toEqual({
    channel: 1,
    language: 2,
    skill: 1,
    not_here: 1,
    full: 1,
    too_small: 1,
    network: 1,
    tag: 1,
  });
});

test('a confidential item goes only to those who see it, and an item of a team only to the team', () => {
  const people = [
    aPerson({ id: 'a' }),
    aPerson({ id: 'b', seesConfidential: true }),
    aPerson({ id: 'c', teamIds: ['t'] }),
  ];
  const who = (item: Partial<WaitingItem>) =>
    planRouting([anItem({ id: 'i', ...item })], people, rules).placements[0]?.memberId ?? null;
  expect(who({ confidentialTo: [] })).toBe('b');
  expect(who({ confidentialTo: ['c'] })).toBe('b');
  expect(who({ teamId: 't' })).toBe('c');
  expect(who({ teamId: 'another' })).toBeNull();
});
