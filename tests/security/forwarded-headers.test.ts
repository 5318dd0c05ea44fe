import { expect, test } from 'vitest';
import { listSessions } from '#lib/users/sessions/list-sessions.ts';
import { aPerson, PASSWORD } from '#tests/support/users.ts';
import { countAttempts } from './support/attempts.ts';
import { submitForm } from './support/form.ts';

test.each<Record<string, string>>([
  {},
  { 'x-forwarded-for': '203.0.113.1' },
  { 'x-forwarded-for': '203.0.113.1, 203.0.113.2' },
  { 'x-forwarded-for': '::ffff:203.0.113.1' },
  { 'x-real-ip': '203.0.113.1', 'x-client-ip': '203.0.113.1', forwarded: 'for=203.0.113.1' },
  { 'x-parvis-client-ip': '203.0.113.1' },
  { 'x-parvis-client-ip': 'undefined 203.0.113.1', 'x-forwarded-for': '203.0.113.1' },
])('without a proxy, a request with %j counts as coming from its own connection', async (headers) => {
  const person = await aPerson();
  const answer = await submitForm({ path: '/sign-in', fields: { email: person.email, password: PASSWORD }, headers });
  expect(answer.status).toBe(303);
  const sessions = await listSessions({
    ...person,
    userId: person.id,
    sessionId: person.id,
    language: null,
    isEmailVerified: false,
    isSingleSignOn: false,
  });
  expect(sessions.map(({ ipAddress }) => ipAddress)).toEqual([expect.stringMatching(/^(127\.0\.0\.1|::1)$/)]);
  countAttempts('forged addresses');
});
