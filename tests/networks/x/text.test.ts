import { describe, expect, test } from 'vitest';
import { publicReply } from '#lib/networks/x/capabilities.ts';
import { visibleText } from '#lib/networks/x/text.ts';
import { textLength } from '#lib/networks/text-length.ts';

describe('the length of a text on X', () => {
  // Source: docs.x.com/fundamentals/counting-characters, and twitter-text's configuration v3.
  test.each([
    ['Bonjour', 7],
    ['éàü', 3],
    ['e\u0301', 1],
    ['日本語', 6],
    ['안녕', 4],
    ['😀', 2],
    ['👨‍👩‍👧‍👦', 2],
    ['👍🏽', 2],
    ['🇫🇷', 2],
    ['1️⃣', 2],
    ['©', 1],
    ['“citation”', 10],
    ['…', 2],
    ['https://parvis.example/une/tres/longue/adresse?avec=des&parametres', 23],
    ['Voir https://parvis.example/a.', 29],
    ['(https://parvis.example/a)', 25],
    ['https://parvis.example/aide、merci', 30],
    ['parvis.com', 23],
    ['parvis.com/suivi et brioche.fr', 50],
    ['jo@parvis.com', 13],
    ['Fini.Merci', 10],
  ])('the text %s has the length %i', (text, length) => {
    expect(textLength(text, publicReply)).toBe(length);
  });
});

describe('the text of a post as its readers see it', () => {
  const post = (text: string, given: Partial<Parameters<typeof visibleText>[0]> = {}) =>
    visibleText({ text, entities: null, repliedTo: null, ...given });

  test('a reply’s text leaves out the names at its beginning', () => {
    expect(post('@maisonparvis @lea Bonjour @lea', { repliedTo: '1' })).toBe('Bonjour @lea');
    expect(post('@maisonparvis Bonjour')).toBe('@maisonparvis Bonjour');
    expect(post('@maisonparvis', { repliedTo: '1' })).toBe('@maisonparvis');
  });

  test('a text has full links instead of shortened ones, and no link to its own pictures', () => {
    const urls = [
      { url: 'https://t.co/a1', expanded_url: 'https://parvis.example/aide?a=1' },
      { url: 'https://t.co/b2', expanded_url: 'https://x.com/ana/status/1/photo/1', media_key: '3_1' },
    ];
    expect(post('Ici https://t.co/a1 https://t.co/b2', { entities: { urls } })).toBe(
      'Ici https://parvis.example/aide?a=1',
    );
  });

  test('a text has the characters that the network escapes', () => {
    expect(post('Thé &amp; café &lt;3 &amp;lt;')).toBe('Thé & café <3 &lt;');
  });
});
