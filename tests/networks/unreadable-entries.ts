import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connector, ItemKind, UnreadableEntry } from '#lib/networks/contract.ts';
import { messagesIn, pullAll, type TestChannel } from './channel.ts';
import type { NetworkDriver } from './conformance.ts';

/** How an entry differs from the documentation. */
const changes = ['unknown field', 'missing', 'null', 'other number type', 'unknown value'] as const;
type Change = (typeof changes)[number];

/** An entry of one of the network's lists, and what differs in it. */
type Victim = { entry: number; path: number; change: Change; number: number };

const RUNS = 120;
/** Another one shows other changes; a run that fails names its own. */
const SEED = Number(process.env.PARVIS_TEST_SEED ?? 1);
const DAY_MS = 24 * 3_600_000;
/** Fields that name an entry. */
const ID = /^(id|.*_ids?|uri|name|notificationId|\$URN|commentUrn|media_key|did)$/;
/** Fields that say how old an entry is: what is too old is not read. */
const AGE = /time|date|At$|_at$|^at$|stamp|sent|published|indexed/i;

type Json = Record<string, unknown>;
type Written = { id: string; fan: string; text: string; above: string[] };

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** All entries of all lists, at every depth. */
function entriesIn(json: unknown, isListed = false): Json[] {
  if (Array.isArray(json)) return json.flatMap((one) => entriesIn(one, true));
  if (!isObject(json)) return [];
  return [...(isListed && nameOf(json) ? [json] : []), ...Object.values(json).flatMap((one) => entriesIn(one))];
}

function nameOf(entry: Json): string | undefined {
  const field = Object.keys(entry).find((key) => ID.test(key) && /^(string|number)$/.test(typeof entry[key]));
  return field && `${Object.keys(entry).toSorted().join()} ${field} ${String(entry[field])}`;
}

/** The paths to everything in an entry. */
function pathsIn(value: unknown, above: string[] = []): string[][] {
  const fields = isObject(value) ? Object.entries(value) : Array.isArray(value) ? Object.entries(value) : [];
  return fields.flatMap(([key, field]) => [[...above, key], ...pathsIn(field, [...above, key])]);
}

function changed(value: unknown, [key = '', ...rest]: string[], given: Victim): unknown {
  if (Array.isArray(value)) return value.map((one, n) => (String(n) === key ? within(one, rest, given) : one));
  if (!isObject(value)) return value;
  if (rest.length === 0 && given.change === 'missing') {
    const { [key]: _, ...others } = value;
    return others;
  }
  return { ...value, [key]: within(value[key], rest, given) };
}

const within = (value: unknown, rest: string[], given: Victim) =>
  rest.length > 0 ? changed(value, rest, given) : other(value, given);

function other(value: unknown, { change, number }: Victim): unknown {
  switch (change) {
    case 'unknown field':
      return isObject(value) ? { ...value, unheardOf: { of: [number] } } : value;
    case 'missing':
      return undefined;
    case 'null':
      return null;
    case 'other number type':
      return typeof value === 'number' ? String(value) : number;
    case 'unknown value':
      return typeof value === 'string' ? 'UNHEARD_OF' : { unheard: value };
    default:
      return change satisfies never;
  }
}

/**
 * Changes one entry of one list in every answer: the pull goes on, everything else arrives, nothing is taken for deleted,
 * and what does not arrive is set aside.
 */
export function unreadableEntries<Credentials>(
  name: string,
  capabilities: Connector<Credentials>['capabilities'],
  start: (now: () => Date) => Promise<NetworkDriver<Credentials>>,
): void {
  const kinds = Object.keys(capabilities) as ItemKind[]; // the keys of a record by kind
  if (kinds.length === 0) return;

  describe(`${name}, with an entry that is not as documented`, () => {
    let world: NetworkDriver<Credentials>;
    let channel: TestChannel<Credentials>;
    let written: Written[];
    let cursor: unknown;
    let entries: Json[];
    let aside: UnreadableEntry[];
    let aheadMs = 0;
    const pass = (ms: number) => {
      aheadMs += ms;
      channel.advance(ms);
    };

    beforeAll(async () => {
      world = await start(() => new Date(Date.now() + aheadMs));
      channel = await world.connect();
      channel.reportUnreadable = async (_list, unreadable) => void aside.push(...unreadable);
      written = writeAll(world, kinds);
      const seen: unknown[] = [];
      world.changeAnswers((json) => (seen.push(json), json));
      aside = [];
      const first = await pullAll(world.connector, channel);
      expect(missing(first.events, written)).toEqual([]);
      cursor = first.cursor;
      written.push(...writeAll(world, kinds));
      pass(Math.max(world.recheckMs, DAY_MS) + 60_000);
      await pullAll(world.connector, channel, cursor);
      entries = [...new Map(seen.flatMap((json) => entriesIn(json)).map((one) => [nameOf(one), one])).values()];
      expect(aside).toEqual([]);
      expect(entries.length).toBeGreaterThan(written.length - 1);
    });
    afterAll(async () => await world.stop());

    const victims = fc.record({
      entry: fc.nat(),
      path: fc.nat(),
      change: fc.constantFrom(...changes),
      number: fc.constantFrom(-1, 0, 0.5, 42, 1e18, 1.5e300),
    });

    const pullWith = async (given: Victim, from: unknown) => {
      const entry = entries[given.entry % entries.length] ?? {};
      const paths = pathsIn(entry);
      const path = paths[given.path % paths.length] ?? [];
      const victim = nameOf(entry);
      const change = (json: unknown): unknown => {
        if (Array.isArray(json))
          return json.map((one) => (isObject(one) && nameOf(one) === victim ? changed(one, path, given) : change(one)));
        return isObject(json) ? Object.fromEntries(Object.entries(json).map(([key, one]) => [key, change(one)])) : json;
      };
      world.changeAnswers(change);
      // Networks allow so many calls in a minute, or in fifteen.
      pass(305_000);
      aside = [];
      const { events } = await pullAll(world.connector, channel, from);
      const what = `${given.change}: ${path.join('.')} of ${JSON.stringify(entry)}`;
      const isSaid = !holdsWords(path.reduce<unknown>(partOf, entry));
      return { events, path, what, isSaid, untouched: untouchedBy(saidWith(entry, entries), written) };
    };

    test('a first pull reads everything else, and loses nothing silently', async () => {
      await fc.assert(
        fc.asyncProperty(victims, async (given) => {
          const { events, path, what, isSaid, untouched } = await pullWith(given, null);
          expect(missing(events, untouched), what).toEqual([]);
          const isOther = path.some((field) => AGE.test(field)) || isName(path);
          if (aside.length === 0 && isSaid && !isOther)
            expect(messagesIn(events).length, what).toBeGreaterThanOrEqual(written.length);
        }),
        { numRuns: RUNS, seed: SEED },
      );
    });

    test('a later pull reads what is new, and takes nothing for deleted', async () => {
      await fc.assert(
        fc.asyncProperty(victims, async (given) => {
          const { events, path, what, untouched } = await pullWith(given, cursor);
          expect(missing(events, untouched.slice(-1)), what).toEqual([]);
          // What has another id is another message.
          if (!isName(path))
            expect(
              events.filter(({ type }) => type === 'message_deleted'),
              what,
            ).toEqual([]);
        }),
        { numRuns: RUNS, seed: SEED },
      );
    });
  });
}

/** Two posts with comments and replies, and two of each other kind; everybody writes once. */
function writeAll<Credentials>(world: NetworkDriver<Credentials>, kinds: readonly ItemKind[]): Written[] {
  const written: Written[] = [];
  const write = (kind: ItemKind, above: string[]) => {
    fans += 1;
    const [fan, text] = [`fan${fans}x`, `Mot ${fans} dit.`];
    const under = above[0];
    const id = world.fanWrites
      ? world.fanWrites({ kind, text, fan, ...(under && { under }), ...(kind === 'review' ? { rating: 4 } : {}) })
      : world.fanComments(under ?? '', text);
    written.push({ id, fan: world.fanWrites ? fan : '', text, above });
    return id;
  };
  for (const kind of kinds.filter((one) => one !== 'comment' && world.fanWrites)) {
    write(kind, []);
    write(kind, []);
  }
  for (const _ of kinds.includes('comment') ? [1, 2] : []) {
    fans += 1;
    const news = `Nouveauté ${fans}.`;
    const post = world.brandPosts(news);
    const top = write('comment', [post, news]);
    write('comment', [top, post, news]);
    write('comment', [post, news]);
  }
  return written;
}

let fans = 0;

/** Whether a path leads to an id, which may be one of several. */
const isName = (path: readonly string[]) => ID.test(path.findLast((field) => !/^\d+$/.test(field)) ?? '');

/** Whether a part of an entry holds entries of its own: without it the network does not say them at all. */
const holdsWords = (part: unknown) => typeof part === 'object' && /Mot \d+ dit/.test(JSON.stringify(part));

const partOf = (value: unknown, key: string): unknown =>
  Array.isArray(value) ? value[Number(key)] : isObject(value) ? value[key] : undefined;

/** The words of an entry: of a person or a picture, those of everything it stands in. */
function saidWith(entry: Json, entries: readonly Json[]): string {
  const name = nameOf(entry);
  const around = entries.filter((one) => entriesIn([one]).some((inner) => nameOf(inner) === name));
  return JSON.stringify(/Mot \d+ dit/.test(JSON.stringify(entry)) ? entry : around);
}

/** What does not hang on an entry: on a message, itself and what answers it; on a post or a person, what names it. */
function untouchedBy(said: string, written: readonly Written[]): Written[] {
  const within = said.toLowerCase();
  const names = (words: string) => words !== '' && within.includes(JSON.stringify(words).slice(1, -1).toLowerCase());
  const own = new Set(written.filter(({ text }) => names(text)).map(({ id }) => id));
  return written.filter(({ id, fan, above }) =>
    own.size > 0 ? ![id, ...above].some((one) => own.has(one)) : ![id, fan, ...above].some(names),
  );
}

function missing(events: Parameters<typeof messagesIn>[0], wanted: readonly Written[]): string[] {
  const arrived = new Set(messagesIn(events).map(({ externalId }) => externalId));
  return wanted.filter(({ id }) => !arrived.has(id)).map(({ text }) => text);
}
