import { describe, expect, test } from 'vitest';
import type { Connector, ItemKind } from '#lib/networks/contract.ts';
import { messagesIn, pullAll } from './channel.ts';
import type { NetworkDriver } from './conformance.ts';
import type { startSandbox } from './start-sandbox.ts';

/** Comments that are read before. */
const BEFORE = 12;
/** How many the interrupted pull is to read: with pages of 25, 30 or 50, two and more. */
const NEW = 45;
const OTHER_NUMBERS = [28, 36, 55];
/** With pages of 100 too. */
const MANY = 130;
/** People who write messages and mentions. */
const FANS = 5;
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
  const kinds = Object.keys(connector.capabilities) as ItemKind[]; // the keys of a record by kind
  const others = kinds.filter((kind) => kind !== 'comment');
  // What cannot be read cannot stay unread.
  if (kinds.length === 0) return;

  const runOthers = async (kind: ItemKind, course: Course) => {
    const world = await start();
    try {
      const channel = await world.connect();
      const alive = new Set<string>();
      const write = (text: string) => {
        const fan = `fan${alive.size % (kind === 'review' ? NEW * 2 : FANS)}`;
        alive.add(world.sandbox.fanWrites({ kind, text, fan, ...(kind === 'review' ? { rating: 4 } : {}) }));
      };
      for (const n of numbers(BEFORE)) write(`Avant ${n}`);
      const first = await pullAll(connector, channel);
      const reported = new Set(messagesIn(first.events).map(({ externalId }) => externalId));
      for (const n of numbers(BEFORE)) write(`Pendant ${n}`);
      const counted = await interrupt({ world, channel, connector, cursor: first.cursor }, course, {
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
      const counted = await interrupt({ world, channel, connector, cursor: first.cursor }, course, {
        act: perform,
        report: (ids) => ids.forEach((id) => reported.add(id)),
      });
      return { ...counted, lost: [...alive].filter((id) => !reported.has(id)).length };
    } finally {
      await world.stop();
    }
  };

  describe(`${connector.name}, interrupted`, () => {
    if (connector.capabilities.comment)
      test('no comment stays unread, wherever a pull fails or dies and whatever people do meanwhile', async () => {
        const { lost, courses } = await losses(runComments, commentCourses);
        console.info(`${connector.name}: ${courses} courses of comments`);
        expect(lost).toEqual([]);
      });

    for (const kind of others)
      test(`no ${kind} stays unread, wherever a pull fails or dies`, async () => {
        const { lost, courses } = await losses(
          (course) => runOthers(kind, course),
          ({ requests, pages }) => [
            ...numbers(requests).flatMap((at) => [
              ...failures(at),
              { ...calm, deed: 'write' as const, at },
              { ...calm, deed: 'write' as const, at, failsAt: at + 1 },
            ]),
            ...numbers(pages).map((diesAt): Course => ({ ...calm, diesAt })),
          ],
        );
        console.info(`${connector.name}: ${courses} courses of ${kind}s`);
        expect(lost).toEqual([]);
      });
  });
}

/** The ways in which a pull of so many requests and pages may go. */
function commentCourses({ requests, pages }: { requests: number; pages: number }): Course[] {
  return [
    ...numbers(requests).flatMap(failures),
    ...numbers(requests + 4).flatMap((at) =>
      [...failures(at), { ...calm, deed: 'delete a new one' as const, at }].map((course) => ({
        ...course,
        came: MANY,
      })),
    ),
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
}

type Interrupted<Credentials> = {
  world: Awaited<ReturnType<typeof startSandbox<Credentials>>>;
  channel: Awaited<ReturnType<NetworkDriver<Credentials>['connect']>>;
  connector: Connector<Credentials>;
  cursor: unknown;
};

type Happening = { act: (deed: Deed) => void; report: (ids: string[]) => void };

/** Pulls once as the course says, then again and again undisturbed. @returns how many requests and pages the first had */
async function interrupt<Credentials>(
  { world, channel, connector, cursor: before }: Interrupted<Credentials>,
  course: Course,
  { act, report }: Happening,
): Promise<{ requests: number; pages: number }> {
  let requests = 0;
  const take = world.faults.take.bind(world.faults);
  world.faults.take = (isWrite, now) => {
    requests += 1;
    if (course.deed && requests === course.at) act(course.deed);
    return requests === course.failsAt ? { kind: course.fault } : take(isWrite, now);
  };
  let cursor = before;
  let pages = 0;
  const pull = async (diesAt: number) => {
    for await (const page of connector.pull(channel, cursor)) {
      pages += 1;
      if (pages === diesAt) return;
      cursor = JSON.parse(JSON.stringify(page.cursor));
      report(messagesIn(page.events).map(({ externalId }) => externalId));
    }
  };
  await pull(course.diesAt).catch((error: unknown) => {
    if (course.failsAt === 0) throw error;
  });
  const counted = { requests, pages };
  [requests, pages] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const ms of LATER_MS) {
    channel.advance(ms);
    await pull(0);
  }
  return counted;
}

/** Runs the calm course, then all others. @returns those that lost something */
async function losses(
  run: (course: Course) => Promise<{ requests: number; pages: number; lost: number }>,
  coursesOf: (counted: { requests: number; pages: number }) => Course[],
): Promise<{ lost: string[]; courses: number }> {
  const all = [calm, ...coursesOf(await run(calm))];
  const lost: string[] = [];
  for (const course of all) {
    const { lost: missing } = await run(course);
    if (missing > 0) lost.push(`${missing} lost: ${JSON.stringify(course)}`);
  }
  return { lost, courses: all.length };
}

const numbers = (most: number) => Array.from({ length: most }, (_, n) => n + 1);

const failures = (failsAt: number): Course[] => [
  { ...calm, failsAt },
  { ...calm, failsAt, fault: 'rejected' },
];
