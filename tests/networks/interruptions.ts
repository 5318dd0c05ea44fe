import { describe, expect, test } from 'vitest';
import type { Connector } from '#lib/networks/contract.ts';
import { messagesIn, pullAll } from './channel.ts';
import type { startSandbox } from './start-sandbox.ts';

/** Comments that are read before. */
const BEFORE = 12;
/** How many the interrupted pull is to read: with pages of 25, 30 or 50, two and more. */
const NEW = 45;
const OTHER_NUMBERS = [28, 36, 55];
/** Replies to the first comment: more than the networks include with it. */
const REPLIES = 6;
/** After an interruption, pulls follow at these distances, in milliseconds: at once, a minute later, …, a day later. */
const LATER_MS = [0, 61_000, 3_600_000, 24 * 3_600_000];

/** What people do between two of the connector's requests. */
const deeds = [
  'write',
  'reply',
  'delete an old one',
  'delete a new one',
  'delete and write',
  'delete a reply and reply',
] as const;
type Deed = (typeof deeds)[number];

/** How one pull goes. Requests and pages are counted from 1; 0 is never. */
type Course = {
  /** Comments that came since the pull before, and of those that were read then, how many went. */
  came: number;
  went: number;
  /** The same of the replies to an old comment. */
  repliesCame: number;
  repliesWent: number;
  deed: Deed | null;
  /** Before this request. */
  at: number;
  /** The request that the network answers with an error, and with which. */
  failsAt: number;
  fault: 'server_error' | 'rejected';
  /** After this page the worker dies: neither the page nor its cursor is kept. */
  diesAt: number;
};

const calm: Course = {
  came: NEW,
  went: 0,
  repliesCame: 0,
  repliesWent: 0,
  deed: null,
  at: 0,
  failsAt: 0,
  fault: 'server_error',
  diesAt: 0,
};

/**
 * Interrupts a pull at each of its requests and pages, while people write and delete in between: no comment that stands on
 * the network may stay unread.
 */
export function interruptions<Credentials>(
  connector: Connector<Credentials>,
  start: () => ReturnType<typeof startSandbox<Credentials>>,
): void {
  if (!connector.capabilities.comment) return;

  const run = async (course: Course) => {
    const world = await start();
    try {
      const channel = await world.connect();
      const post = world.brandPosts('Nos nouveautés sont là');
      const write = (text: string) => world.fanComments(post, text);
      const old = Array.from({ length: BEFORE }, (_, n) => write(`Avant ${n}`));
      const answered = old[0] ?? post;
      const replies = Array.from({ length: REPLIES }, (_, n) => world.fanComments(answered, `Réponse ${n}`));
      const first = await pullAll(connector, channel);
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
      let requests = 0;
      const take = world.faults.take.bind(world.faults);
      world.faults.take = (isWrite, now) => {
        requests += 1;
        if (course.deed && requests === course.at) perform(course.deed);
        return requests === course.failsAt ? { kind: course.fault } : take(isWrite, now);
      };
      let cursor = first.cursor;
      let pages = 0;
      const pull = async (diesAt: number) => {
        for await (const page of connector.pull(channel, cursor)) {
          pages += 1;
          if (pages === diesAt) return;
          cursor = JSON.parse(JSON.stringify(page.cursor));
          for (const { externalId } of messagesIn(page.events)) reported.add(externalId);
        }
      };
      await pull(course.diesAt).catch((error: unknown) => {
        if (course.failsAt === 0) throw error;
      });
      const counted = { requests, pages };
      requests = Number.NEGATIVE_INFINITY;
      pages = Number.NEGATIVE_INFINITY;
      for (const ms of LATER_MS) {
        channel.advance(ms);
        await pull(0);
      }
      return { ...counted, lost: [...alive].filter((id) => !reported.has(id)).length };
    } finally {
      await world.stop();
    }
  };

  describe(`${connector.name}, interrupted`, () => {
    test('no comment stays unread, wherever a pull fails or dies and whatever people do meanwhile', async () => {
      const { requests, pages, lost } = await run(calm);
      expect(lost).toBe(0);
      const numbers = (most: number) => Array.from({ length: most }, (_, n) => n + 1);
      const courses = [
        ...numbers(requests).flatMap((failsAt): Course[] => [
          { ...calm, failsAt },
          { ...calm, failsAt, fault: 'rejected' },
        ]),
        ...numbers(pages).map((diesAt): Course => ({ ...calm, diesAt })),
        ...OTHER_NUMBERS.flatMap((came) => numbers(BEFORE - 1).map((went): Course => ({ ...calm, came, went }))),
        ...numbers(REPLIES).flatMap((repliesWent) =>
          [1, repliesWent].map((repliesCame): Course => ({ ...calm, came: 0, repliesWent, repliesCame })),
        ),
        ...deeds.flatMap((deed) =>
          numbers(requests).flatMap((at): Course[] => [
            { ...calm, deed, at },
            { ...calm, deed, at, failsAt: at },
            { ...calm, deed, at, failsAt: at + 1 },
            { ...calm, deed, at, failsAt: at + 1, fault: 'rejected' },
            ...numbers(pages).map((diesAt): Course => ({ ...calm, deed, at, diesAt })),
          ]),
        ),
      ];
      const losses: string[] = [];
      for (const course of courses) {
        const { lost: missing } = await run(course);
        if (missing > 0) losses.push(`${missing} lost: ${JSON.stringify(course)}`);
      }
      console.info(`${connector.name}: ${requests} requests, ${pages} pages, ${courses.length} courses`);
      expect(losses).toEqual([]);
    });
  });
}
