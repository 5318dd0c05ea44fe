import { expect, test } from 'vitest';
import { languages } from '#lib/interface-languages.ts';
import { letters } from '#lib/mail/letters.ts';
import { faultsOf } from '../screens/sentence-faults.ts';

process.env.PUBLIC_URL = 'https://inbox.example.test';
process.env.DATABASE_URL ??= 'postgresql://nowhere';
process.env.PARVIS_SECRET ??= Buffer.alloc(32).toString('base64');

test.each(languages)('every email is written as its language is: %s', (language) => {
  const link = 'https://parvis.example/link';
  const person = { name: 'Inès', link };
  const channel = { channel: '@aubry', network: 'Bluesky', workspace: 'Aubry' };
  const { invitation, verifyEmail, resetPassword, channelLost } = letters[language];
  const emails = [
    invitation({ host: 'Inès', workspace: 'Aubry', link, days: 7 }),
    verifyEmail({ ...person, hours: 48 }),
    resetPassword({ ...person, minutes: 60 }),
    channelLost({ ...person, ...channel }),
  ];
  const lines = emails.flatMap(({ subject, text }) => [subject, ...text.split('\n')]);
  expect(lines.flatMap((line) => faultsOf(language, line))).toEqual([]);
});
