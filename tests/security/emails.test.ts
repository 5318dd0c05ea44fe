import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDatabase } from '#lib/db/close-database.ts';
import type { Serving } from '#scripts/serve/serve.ts';
import { anApiKey } from '#tests/support/api-server.ts';
import { aMember, aWorkspace } from '#tests/support/factories.ts';
import { startMailServer } from '#tests/support/mail-server.ts';
import { aPerson } from '#tests/support/users.ts';
import { serveParvis, connectDatabaseOf } from '#tests/support/serve-parvis.ts';
import { countAttempts } from './support/attempts.ts';
import { submitForm } from './support/form.ts';

/** An instance with a mail server. The tests act as its proxy and choose where each request comes from. */
let parvis: Serving;
const mail = await startMailServer();

beforeAll(async () => {
  parvis = await serveParvis({ SMTP_URL: mail.url, PARVIS_TRUSTED_PROXIES: '1', LOG_LEVEL: 'silent' });
  connectDatabaseOf(parvis);
  await aPerson();
});
afterAll(async () => {
  await closeDatabase();
  await parvis.stop();
  await mail.stop();
});

const askForReset = async (email: string, from: string) =>
  await submitForm({
    path: '/forgot-password',
    fields: { email },
    headers: { 'x-forwarded-for': from },
    address: parvis.address,
  });
const LATER = /^Too many attempts/;
/** The text of the page, without what differs between two renderings. */
const said = (text: string, email: string) =>
  (/<main.*<\/main>/s.exec(text)?.[0] ?? '')
    .replaceAll(email, 'EMAIL')
    .replaceAll(/(name|value|id|for|aria-\w+)="[^"]*"/g, '');

test('a name full of links and line breaks arrives in an email as plain text and adds no header', async () => {
  const name = 'Léa\r\nBcc: all@evil.example\r\n\r\nhttps://evil.example www.evil.example \u202Eelpmaxe.live';
  const { email } = await aPerson({ name });
  expect((await askForReset(email, '203.0.113.1')).status).toBe(200);
  const { to, body } = await mail.nextEmail();
  expect(to).toBe(email);
  const [headers = '', ...rest] = body.split('\n\n');
  expect(headers).not.toMatch(/^bcc/im);
  expect(headers.match(/^subject:/gim)).toHaveLength(1);
  const text = rest.join('\n\n');
  expect(text).toContain('Hello Léa Bcc');
  const links = text.match(/\S*(?::\/\/|www\.|\.example\b)\S*/g) ?? [];
  expect(links).toEqual([expect.stringMatching(`^${parvis.address}/reset-password/`), `${parvis.address}/`]);
  expect(text).toContain('This email was sent by the Parvis at');
  countAttempts('names with links in emails');
});

test('a person gets five reset links an hour, and an unknown address gets the same answers', async () => {
  const { email } = await aPerson();
  const answers: string[][] = [];
  for (const address of [email, 'nobody-here@example.test']) {
    const texts: string[] = [];
    for (let n = 0; n < 7; n += 1) {
      const { text, alert } = await askForReset(address, `203.0.113.${10 + n}`);
      texts.push(said(text, address));
      if (n < 5) expect(alert).toBe('');
      else expect(alert).toMatch(LATER);
      countAttempts('emails asked for');
    }
    answers.push(texts);
  }
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[0]?.[0]).toContain('EMAIL');
  for (let n = 0; n < 5; n += 1) expect((await mail.nextEmail()).to).toBe(email);
});

test('one IP address can request twenty reset links an hour and cannot use up those of other people', async () => {
  const { email } = await aPerson();
  for (let n = 0; n < 20; n += 1) expect((await askForReset(`n-${n}@example.test`, '203.0.113.99')).alert).toBe('');
  for (let n = 0; n < 6; n += 1) expect((await askForReset(email, '203.0.113.99')).alert).toMatch(LATER);
  expect((await askForReset(email, '203.0.113.98')).alert).toBe('');
  expect((await mail.nextEmail()).to).toBe(email);
  countAttempts('emails asked for', 26);
});

test('one email address is invited five times a day at most, and one member sends fifty invitations', async () => {
  const invite = async (workspace: string, key: string, email: string) => {
    const answer = await fetch(`${parvis.address}/api/v1/workspaces/${workspace}/invitations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'accept-language': 'en' },
      body: JSON.stringify({ email, role: 'manager' }),
    });
    countAttempts('invitations');
    return { status: answer.status, body: await answer.text() };
  };
  const target = 'wanted@example.test';
  for (let n = 0; n < 6; n += 1) {
    const { slug, admin } = await aWorkspace();
    const { key } = await anApiKey(admin);
    expect((await invite(slug, key, target)).status).toBe(n < 5 ? 201 : 429);
  }
  const { slug, workspaceId, admin } = await aWorkspace();
  const { key } = await anApiKey(admin);
  for (let n = 0; n < 50; n += 1) expect((await invite(slug, key, `guest-${n}@example.test`)).status).toBe(201);
  const refused = await invite(slug, key, 'guest-50@example.test');
  expect(refused.status).toBe(429);
  expect(JSON.parse(refused.body)).toMatchObject({ code: 'too_many_emails', retryAt: expect.any(String) });
  // A colleague may send fifty more, until the workspace has sent a hundred.
  const colleague = await anApiKey(await aMember({ workspaceId, role: 'admin' }));
  expect((await invite(slug, colleague.key, 'guest-51@example.test')).status).toBe(201);
});
