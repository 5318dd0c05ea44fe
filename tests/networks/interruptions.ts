import { describe, expect, test } from 'vitest';
import type { Connector, ItemKind } from '#lib/networks/contract.ts';
import { messagesIn, pullAll } from './channel.ts';
import type { NetworkDriver } from './conformance.ts';
import {
  calm,
  type Counted,
  type Course,
  deathsAfter,
  deeds,
  type Deed,
  failures,
  interrupt,
  losses,
  NEW,
  numbers,
  placesIn,
} from './interrupted-pull.ts';

/** Comments that are read before. */
const BEFORE = 12;
/** Other numbers of comments that come before a pull. */
const OTHER_NUMBERS = [28, 36, 55];
/** With pages of 100 too. */
const MANY = 130;
/** People who write messages and mentions. */
const FANS = 5;
/** Replies to the first comment: more than the networks include with it. */
const REPLIES = 6;
/**
 * Interrupts a pull at each of its requests and pages, while people write and delete in between: no comment that stands on
 * the network may stay unread.
 */
export function interruptions<Credentials>(
  name: string,
  capabilities: Connector<Credentials>['capabilities'],
  start: () => Promise<NetworkDriver<Credentials>>,
  others: readonly ItemKind[] = [],
): void {
  const kinds = Object.keys(capabilities);
  // What cannot be read cannot stay unread.
  if (kinds.length === 0) return;

  const runOthers = async (kind: ItemKind, course: Course) => {
    const world = await start();
    try {
      const channel = await world.connect();
      const alive = new Set<string>();
      const { fanWrites } = world;
      if (!fanWrites) throw new Error(`nobody writes a ${kind} to this driver`);
      const write = (text: string) => {
        const fan = `fan${alive.size % (kind === 'review' ? NEW * 2 : FANS)}`;
        alive.add(fanWrites({ kind, text, fan, ...(kind === 'review' ? { rating: 4 } : {}) }));
      };
      for (const n of numbers(BEFORE)) write(`Avant ${n}`);
      const first = await pullAll(world.connector, channel);
      const reported = new Set(messagesIn(first.events).map(({ externalId }) => externalId));
      for (const n of numbers(BEFORE)) write(`Pendant ${n}`);
      const counted = await interrupt({ world, channel, cursor: first.cursor }, course, {
        act: () => write('Entre deux'),
        report: (ids) => ids.forEach((id) => reported.add(id)),
      });
      return { ...counted, lost: [...alive].filter((id) => !reported.has(id)).length };
    } finally {
      await world.stop();
    }
  };

  const runComments = async (course: Course) => {
    const world = await start();
    try {
      const channel = await world.connect();
      const post = world.brandPosts('Nos nouveautés sont là');
      const write = (text: string) => world.fanComments(post, text);
      const old = Array.from({ length: BEFORE }, (_, n) => write(`Avant ${n}`));
      const answered = old[0] ?? post;
      const replies = Array.from({ length: REPLIES }, (_, n) => world.fanComments(answered, `Réponse ${n}`));
      const first = await pullAll(world.connector, channel);
      const reported = new Set(messagesIn(first.events).map(({ externalId }) => externalId));
      const fresh = Array.from({ length: course.came }, (_, n) => write(`Pendant ${n}`));
      const later = Array.from({ length: course.repliesCame }, (_, n) => world.fanComments(answered, `Encore ${n}`));
      const alive = new Set([...old, ...replies, ...fresh, ...later]);
      const remove = (id: string | undefined) => {
        if (id === undefined) return;
        world.fanDeletes(id);
        alive.delete(id);
      };
      const perform = (deed: Deed) => {
        if (deed === 'delete an old one' || deed === 'delete and write') remove(old[BEFORE - 1]);
        if (deed === 'delete a new one') remove(fresh[20]);
        if (deed === 'delete a reply and reply') remove(replies[REPLIES - 1]);
        if (deed === 'reply' || deed === 'delete a reply and reply')
          alive.add(world.fanComments(answered, 'Entre nous'));
        if (deed === 'write' || deed === 'delete and write') alive.add(write('Entre deux'));
      };
      for (const id of [...old.slice(1, course.went + 1), ...replies.slice(0, course.repliesWent)]) remove(id);
      const counted = await interrupt({ world, channel, cursor: first.cursor }, course, {
        act: perform,
        report: (ids) => ids.forEach((id) => reported.add(id)),
      });
      return { ...counted, lost: [...alive].filter((id) => !reported.has(id)).length };
    } finally {
      await world.stop();
    }
  };

  describe(`${name}, interrupted`, () => {
    if (capabilities.comment) {
      test.each([
        ['wherever a pull fails or dies', plain],
        ['however many come and go', numbersOfComments],
      ] as const)('no comment stays unread, %s', async (_, coursesOf) => {
        expect(await losses(runComments, coursesOf)).toEqual([]);
      });

      test.each(deeds)('no comment stays unread, wherever a pull fails or dies while people %s', async (deed) => {
        expect(await losses(runComments, (counted) => duringDeed(deed, counted))).toEqual([]);
      });
    }

    for (const kind of others)
      test(`no ${kind} stays unread, wherever a pull fails or dies while people write`, async () => {
        const courses = (counted: Counted) => [...plain(counted), ...writing(counted)];
        expect(await losses((course) => runOthers(kind, course), courses)).toEqual([]);
      });
  });
}

const plain = (counted: Counted): Course[] => [
  ...placesIn(counted).flatMap(failures),
  ...counted.pageEnds.map((_, n): Course => ({ ...calm, diesAt: n + 1 })),
];

const writing = (counted: Counted): Course[] =>
  placesIn(counted).flatMap((at): Course[] => [
    { ...calm, deed: 'write', at },
    { ...calm, deed: 'write', at, failsAt: at + 1 },
  ]);

function numbersOfComments(counted: Counted): Course[] {
  const places = [...placesIn(counted), ...numbers(4).map((n) => counted.requests + n)];
  return [
    ...places.flatMap((at) =>
      [...failures(at), { ...calm, deed: 'delete a new one' as const, at }].map((course) => ({
        ...course,
        came: MANY,
      })),
    ),
    ...OTHER_NUMBERS.flatMap((came) => numbers(BEFORE - 1).map((went): Course => ({ ...calm, came, went }))),
    ...numbers(REPLIES).flatMap((repliesWent) =>
      [1, repliesWent].map((repliesCame): Course => ({ ...calm, came: 0, repliesWent, repliesCame })),
    ),
  ];
}

function duringDeed(deed: Deed, counted: Counted): Course[] {
  return placesIn(counted).flatMap((at): Course[] => [
    { ...calm, deed, at },
    { ...calm, deed, at, failsAt: at },
    { ...calm, deed, at, failsAt: at + 1 },
    { ...calm, deed, at, failsAt: at + 1, fault: 'rejected' },
    ...deathsAfter(at, counted).map((diesAt): Course => ({ ...calm, deed, at, diesAt })),
  ]);
}
