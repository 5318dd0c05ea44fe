import fc from 'fast-check';
import { expect, test } from 'vitest';
import { languages } from '#lib/interface-languages.ts';
import { letters } from '#lib/mail/letters.ts';
import { plainName } from '#lib/mail/plain-name.ts';

process.env.PUBLIC_URL = 'https://inbox.example.test';
process.env.DATABASE_URL ??= 'postgresql://nowhere';
process.env.PARVIS_SECRET ??= Buffer.alloc(32).toString('base64');

const LINK = 'https://inbox.example.test/invitation/abc';
/** What mail programs turn into a link: a scheme, or a dot with a sign on both sides. */
const LINK_LIKE = /:\/\/|\S:\S|[^\s.]\.[\p{L}\p{N}]|\S@\S+\.[\p{L}\p{N}]/u;

test.each([
  ['Maison Aubry & Fils', 'Maison Aubry & Fils'],
  ['Léa d’Été-Noël', 'Léa d’Été-Noël'],
  ['Acme Inc.', 'Acme Inc.'],
  ['St. Mary', 'St. Mary'],
  ['日本語の店', '日本語の店'],
  ['مقهى', 'مقهى'],
  ['Café 👩‍🍳', 'Café 👩 🍳'],
  ['https://evil.example/login', 'https evil example/login'],
  ['www.evil.example', 'www evil example'],
  ['evil．example', 'evil example'],
  ['evil。example', 'evil example'],
  ['a@evil.example', 'a@evil example'],
  ['Léa\r\nBcc: all@evil.example', 'Léa Bcc: all@evil example'],
  ['\u202Eelpmaxe.live', 'elpmaxe live'],
  ['ev\u200Bil\u2028.example', 'ev il example'],
  ['\u0000\u200B', '?'],
  ['x'.repeat(100), `${'x'.repeat(60)}…`],
])('an email shows the name %j as %j', (name, plain) => {
  expect(plainName(name)).toBe(plain);
});

test('an email contains no link but our own, whatever the names in it', () => {
  const pieces = fc.constantFrom(
    'http://',
    'evil',
    '.',
    'com',
    '@',
    '/',
    ':',
    '\r\n',
    '\u2028',
    '．',
    'www.',
    ' ',
    '。',
    '\u202E',
    '\u200B',
    '[',
    '](',
    '<',
    'mailto:',
  );
  const names = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(names, names, fc.constantFrom(...languages), (host, workspace, language) => {
      for (const { subject, text } of [
        letters[language].invitation({ host, workspace, link: LINK, days: 7 }),
        letters[language].resetPassword({ name: host, link: LINK, minutes: 60 }),
        letters[language].verifyEmail({ name: host, link: LINK, hours: 48 }),
        letters[language].channelLost({ name: host, channel: workspace, network: 'X', workspace, link: LINK }),
      ]) {
        expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(subject.length).toBeLessThan(400);
        const without = text.replace(LINK, '').replace('https://inbox.example.test/', '');
        expect(without.replaceAll(/ [:;!?]/g, '')).not.toMatch(LINK_LIKE);
      }
    }),
    { numRuns: 500 },
  );
}, 30_000);

test.each(languages)('every email in %s says which installation sent it, why, and what to do', (language) => {
  const name = 'Inès';
  const all = [
    letters[language].invitation({ host: name, workspace: 'Lune', link: LINK, days: 7 }),
    letters[language].resetPassword({ name, link: LINK, minutes: 60 }),
    letters[language].verifyEmail({ name, link: LINK, hours: 48 }),
    letters[language].channelLost({ name, channel: '@lune', network: 'X', workspace: 'Lune', link: LINK }),
  ];
  for (const { text } of all) {
    expect(text).toContain('https://inbox.example.test/\n');
    expect(text).toMatch(language === 'fr' ? /Parvis est une boîte de réception/ : /Parvis is a shared inbox/);
    expect(text).toMatch(language === 'fr' ? /parce qu/ : /because/);
    expect(text).toMatch(language === 'fr' ? /ignorez-le|n’ouvrez pas/ : /ignore it|don’t open/);
  }
});
