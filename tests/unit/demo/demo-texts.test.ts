import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadSandboxes } from '#sandbox/kit/load.ts';
import { brandPosts } from '#scripts/demo/brand-texts.ts';
import { brand } from '#scripts/demo/cast/brand.ts';
import { people, personOf } from '#scripts/demo/cast/people.ts';
import { type Line, readScript, type Script } from '#scripts/demo/read-script.ts';
import * as blueskyTexts from '#scripts/demo/bluesky-texts.ts';

const networks = [...(await loadSandboxes()).keys()];
const scripts = new Map(networks.map((network) => [network, readScript(network)]));
const DAY_MS = 86_400_000;

function writtenIn({ history, live }: Script): Line[] {
  return [...history, ...live.flatMap((step) => (step.act === 'write' ? [step.line] : []))];
}

function textsIn(script: Script): string[] {
  const edited = script.live.flatMap((step) => (step.act === 'edit' ? [step.text] : []));
  return [...script.posts, ...writtenIn(script)].map(({ text }) => text).concat(edited);
}

/** The texts that occur more than once, whatever their case, spaces and marks are. */
function repeated(texts: readonly string[]): string[] {
  const bare = texts.map((text) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  );
  return bare.filter((text, at) => bare.indexOf(text) !== at);
}

describe('the demo', () => {
  test('says nothing twice, on whichever network', () => {
    const { replies, mentions, quotes, pictures, followUps } = blueskyTexts;
    const onBluesky = [brandPosts, replies, mentions, quotes, pictures, followUps].flat().map(({ text }) => text);
    const all = [...[...scripts.values()].flatMap(textsIn), ...onBluesky];
    expect(all.length).toBeGreaterThan(400);
    expect(repeated(all)).toEqual([]);
  });

  test('has no texts for a network that is not there', () => {
    const files = readdirSync(join(import.meta.dirname, '../../../scripts/demo/texts'));
    expect(files.toSorted()).toEqual(networks.map((network) => `${network}.txt`).toSorted());
  });

  test.each(networks)('on %s, what answers, edits or removes something names what was said before', (network) => {
    const { posts, history, live } = readScript(network);
    const past = [...posts, ...history].toSorted((one, other) => other.agoMs - one.agoMs);
    const steps = [...past, ...live.map((step) => (step.act === 'write' ? step.line : step))];
    const known = new Set<string>();
    const wrong: string[] = [];
    for (const step of steps) {
      const isChange = 'act' in step;
      const answered = isChange ? step.key : 'under' in step ? step.under : undefined;
      if (answered !== undefined && !known.has(answered)) wrong.push(answered);
      if (!isChange && step.key !== undefined) known.add(step.key);
    }
    expect(wrong).toEqual([]);
  });

  test('lets people of both languages write on every network that can be read', () => {
    const fewest = [...scripts]
      .filter(([, script]) => script.history.length > 0)
      .map(([network, script]) => {
        const langs = new Set(writtenIn(script).map(({ by }) => by));
        const count = (lang: string) => [...langs].filter((by) => personOf(by)?.lang === lang).length;
        return { network, fr: count('fr') >= 5, en: count('en') >= 5 };
      });
    expect(fewest).toHaveLength(9);
    expect(fewest.filter(({ fr, en }) => !fr || !en)).toEqual([]);
  });
});

describe("the demo's people", () => {
  test('have a short name that every network accepts, and a name, a story and a face of their own', () => {
    const all = Object.values(people);
    expect(Object.keys(people).filter((handle) => !/^[a-z0-9_]{1,15}$/.test(handle))).toEqual([]);
    expect(brand.handle).toMatch(/^[a-z0-9_]{1,15}$/);
    for (const key of ['name', 'story'] as const) expect(new Set(all.map((one) => one[key])).size).toBe(all.length);
    expect(new Set(all.map(({ face }) => JSON.stringify(face))).size).toBe(all.length);
  });

  test('are on several networks, with something else to say on each', () => {
    const counts = Object.keys(people).map(
      (handle) => [...scripts.values()].filter((script) => writtenIn(script).some(({ by }) => by === handle)).length,
    );
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(3);
  });
});

describe('the hard cases of the demo', () => {
  const lines = [...scripts].flatMap(([network, { history }]) => history.map((line) => ({ network, ...line })));

  test('an angry review is full of mistakes, and is edited later', () => {
    const angry = lines.find(({ kind, rating, text }) => kind === 'review' && rating === 1 && /jai comandé/.test(text));
    expect(angry?.by).toBe('gerard_m21');
    const { live } = readScript(angry?.network ?? '');
    expect(live).toContainEqual(expect.objectContaining({ act: 'edit', key: angry?.key }));
  });

  test('a comment has sixty answers', () => {
    const answers = Map.groupBy(
      lines.filter(({ under }) => under !== undefined),
      ({ network, under }) => `${network} ${under}`,
    );
    const [top, most] = [...answers].toSorted(([, one], [, other]) => other.length - one.length)[0] ?? [];
    expect(most?.length).toBeGreaterThanOrEqual(60);
    expect(lines.some(({ network, key }) => `${network} ${key}` === top)).toBe(true);
  });

  test('many people are upset about one product within a few hours, on most networks at once', () => {
    const storm = lines.filter(
      ({ agoMs, text }) =>
        agoMs < 5 * 3_600_000 && /tiroir|drawer|twelve|douze|sachet|\b1[23]\b|vide|empty/i.test(text),
    );
    const byNetwork = [...Map.groupBy(storm, ({ network }) => network).values()];
    expect(byNetwork.filter(({ length }) => length >= 3).length).toBeGreaterThanOrEqual(4);
    const busiest = Map.groupBy(
      lines.filter(({ agoMs }) => agoMs < 5 * 3_600_000),
      ({ network, under }) => `${network} ${under}`,
    ).get('instagram calendrier');
    expect(busiest?.length).toBeGreaterThanOrEqual(25);
  });

  test('a message waits so long that its window is closed', () => {
    const messages = lines.filter(({ kind }) => kind === 'message');
    const closed = messages.filter(
      (one) =>
        one.agoMs > 7 * DAY_MS &&
        !messages.some((other) => other.network === one.network && other.by === one.by && other.agoMs < one.agoMs),
    );
    expect(closed.length).toBeGreaterThanOrEqual(2);
  });

  test('something is edited and something is deleted while one looks on', () => {
    const acts = [...scripts.values()].flatMap(({ live }) => live.map(({ act }) => act));
    expect(acts.filter((act) => act === 'edit').length).toBeGreaterThanOrEqual(4);
    expect(acts.filter((act) => act === 'remove').length).toBeGreaterThanOrEqual(4);
  });
});
