import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectFacets } from '#lib/networks/bluesky/facets.ts';
import { fits, limits } from '#lib/networks/bluesky/limits.ts';
import { makeTid } from '#lib/networks/bluesky/tid.ts';
import { textLength } from '#lib/networks/text-length.ts';

const link = fc.webUrl({ validSchemes: ['https'] }).filter((url) => /^https:\/\/[\w./-]*[\w/]$/.test(url));
const mention = fc.stringMatching(/^[a-z][a-z0-9]{2,12}$/).map((name) => `@${name}.bsky.social`);
const tag = fc.constantFrom('#été', '#paris2024', '#ブルー', '#café');
const filler = fc.constantFrom('Bonjour', 'ça va ?', '👩‍👩‍👧‍👦', '🇫🇷', 'e\u0301', '日本語', 'مرحبا', '🥐🥐');
const piece = fc.oneof(filler, link, mention, tag);

describe('links, mentions and tags in a text', () => {
  test('each facet covers exactly the bytes of what it links to', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        const text = pieces.join(' ');
        const bytes = Buffer.from(text);
        const covered = (await detectFacets(text)).map(({ index, feature }) => {
          const slice = bytes.subarray(index.byteStart, index.byteEnd).toString();
          if ('uri' in feature) expect(slice).toBe(feature.uri);
          if ('did' in feature) expect(slice).toBe(`@${feature.did}`);
          if ('tag' in feature) expect(slice).toBe(`#${feature.tag}`);
          return slice;
        });
        expect(covered).toEqual(pieces.filter((one) => /^(https:|@|#)/.test(one)));
      }),
    );
  });

  test('no text produces a facet outside of it or overlapping another', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
        let end = 0;
        for (const { index } of await detectFacets(text)) {
          expect(index.byteStart).toBeGreaterThanOrEqual(end);
          expect(index.byteEnd).toBeGreaterThan(index.byteStart);
          end = index.byteEnd;
        }
        expect(end).toBeLessThanOrEqual(Buffer.byteLength(text));
      }),
    );
  });
});

describe('the length of a Bluesky text', () => {
  test.each([
    ['', 0],
    ['été', 3],
    ['e\u0301te\u0301', 3],
    ['👩‍👩‍👧‍👦', 1],
    ['🇫🇷🇨🇦', 2],
    ['👍🏽', 1],
    ['a\r\nb', 3],
  ])('the text %j has %i characters', (text, count) => {
    expect(textLength(text, { count: 'graphemes' })).toBe(count);
  });

  test('a text has the length that the network’s own client counts', async () => {
    const { RichText } = await import('@atproto/api');
    fc.assert(
      fc.property(fc.array(filler, { maxLength: 20 }), (pieces) => {
        const text = pieces.join(' ');
        expect(textLength(text, { count: 'graphemes' })).toBe(new RichText({ text }).graphemeLength);
        expect(textLength(text, { count: 'bytes' })).toBe(new RichText({ text }).length);
      }),
    );
  });

  test('a post may have 300 characters and 3,000 bytes', () => {
    expect(fits('é'.repeat(300), limits.post)).toBe(true);
    expect(fits('é'.repeat(301), limits.post)).toBe(false);
    // 25 bytes each: few enough characters, too many bytes.
    expect(fits('👩‍👩‍👧‍👦'.repeat(120), limits.post)).toBe(true);
    expect(fits('👩‍👩‍👧‍👦'.repeat(121), limits.post)).toBe(false);
  });
});

describe('keys of records', () => {
  test('record keys are well-formed, and later ones sort later', () => {
    const now = new Date('2026-11-02T10:00:00Z');
    const keys = Array.from({ length: 500 }, () => makeTid(now));
    expect(keys.every((key) => /^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$/.test(key))).toBe(true);
    expect(keys).toEqual(keys.toSorted());
    expect(new Set(keys).size).toBe(500);
  });
});
