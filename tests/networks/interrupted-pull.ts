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

/** How many requests a pull had made at the end of each of its pages, and at its own end. */
export type Counted = { requests: number; pageEnds: number[] };

/** Pulls once as the course says, then again and again undisturbed. @returns the requests and pages of the first */
export async function interrupt<Credentials>(
  { world, channel, cursor: before }: Interrupted<Credentials>,
  course: Course,
  { act, report }: Happening,
): Promise<Counted> {
  let requests = 0;
  world.beforeRequests(() => {
    requests += 1;
    if (course.deed && requests === course.at) act(course.deed);
    return requests === course.failsAt ? { kind: course.fault } : null;
  });
  let cursor = before;
  let pageEnds: number[] = [];
  const pull = async (diesAt: number) => {
    for await (const page of world.connector.pull(channel, cursor)) {
      pageEnds.push(requests);
      if (pageEnds.length === diesAt) return;
      cursor = JSON.parse(JSON.stringify(page.cursor));
      report(messagesIn(page.events).map(({ externalId }) => externalId));
    }
  };
  await pull(course.diesAt).catch((error: unknown) => {
    if (course.failsAt === 0) throw error;
  });
  const counted = { requests, pageEnds };
  [requests, pageEnds] = [Number.NEGATIVE_INFINITY, []];
  for (const ms of LATER_MS) {
    channel.advance(ms);
    await pull(0);
  }
  return counted;
}

/** Runs the calm course, then all others. @returns those that lost something */
export async function losses(
  run: (course: Course) => Promise<Counted & { lost: number }>,
  coursesOf: (counted: Counted) => Course[],
): Promise<string[]> {
  const lost: string[] = [];
  for (const course of [calm, ...coursesOf(await run(calm))]) {
    const { lost: missing } = await run(course);
    if (missing > 0) lost.push(`${missing} lost: ${JSON.stringify(course)}`);
  }
  return lost;
}

export const numbers = (most: number) => Array.from({ length: most }, (_, n) => n + 1);

/** This many requests at a pull's beginning, at its end and on both sides of each end of a page are all interrupted. */
const CLOSE = 4;

/** The requests before which something happens: those in between, where there are many, ask for one comment each. */
export function placesIn({ requests, pageEnds }: Counted): number[] {
  const ends = [0, ...pageEnds, requests];
  return numbers(requests).filter((at) => ends.some((end) => Math.abs(at - 0.5 - end) < CLOSE));
}

/** The pages after whose end the worker may die so that what happens before a request does happen. */
export function deathsAfter(at: number, { pageEnds }: Counted): number[] {
  return pageEnds.flatMap((end, n) => (end >= at ? [n + 1] : []));
}

export const failures = (failsAt: number): Course[] => [
  { ...calm, failsAt },
  { ...calm, failsAt, fault: 'rejected' },
];
