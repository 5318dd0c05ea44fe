import { messagesIn } from './channel.ts';
import type { NetworkDriver } from './conformance.ts';

/** After an interruption, pulls follow at these distances, in milliseconds: at once, a minute later, …, a day later. */
const LATER_MS = [0, 61_000, 3_600_000, 24 * 3_600_000];

/** What people do between two of the connector's requests. */
export const deeds = [
  'write',
  'reply',
  'delete an old one',
  'delete a new one',
  'delete and write',
  'delete a reply and reply',
] as const;
export type Deed = (typeof deeds)[number];

/** How one pull goes. Requests and pages are counted from 1; 0 is never. */
export type Course = {
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

/** How many the interrupted pull is to read: with pages of 25, 30 or 50, two and more. */
export const NEW = 45;

export const calm: Course = {
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

type Interrupted<Credentials> = {
  world: NetworkDriver<Credentials>;
  channel: Awaited<ReturnType<NetworkDriver<Credentials>['connect']>>;
  cursor: unknown;
};

type Happening = { act: (deed: Deed) => void; report: (ids: string[]) => void };

/** Pulls once as the course says, then again and again undisturbed. @returns how many requests and pages the first had */
export async function interrupt<Credentials>(
  { world, channel, cursor: before }: Interrupted<Credentials>,
  course: Course,
  { act, report }: Happening,
): Promise<{ requests: number; pages: number }> {
  let requests = 0;
  world.beforeRequests(() => {
    requests += 1;
    if (course.deed && requests === course.at) act(course.deed);
    return requests === course.failsAt ? { kind: course.fault } : null;
  });
  let cursor = before;
  let pages = 0;
  const pull = async (diesAt: number) => {
    for await (const page of world.connector.pull(channel, cursor)) {
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
export async function losses(
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

export const numbers = (most: number) => Array.from({ length: most }, (_, n) => n + 1);

export const failures = (failsAt: number): Course[] => [
  { ...calm, failsAt },
  { ...calm, failsAt, fault: 'rejected' },
];
