import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readSessionId } from '#app/auth/session-cookie.ts';
import { checkSession } from '#lib/users/sessions/check-session.ts';
import { openSession } from '#lib/users/sessions/open-session.ts';
import { forgetIdentities } from '#lib/users/single-sign-on/forget-identities.ts';
import { findUserByEmail } from '#lib/users/find-user.ts';
import { signIn } from '#lib/users/sign-in.ts';
import type { Caller } from '#lib/caller.ts';
import { acceptInvitation } from '#lib/workspaces/invitations/accept-invitation.ts';
import { inviteMember } from '#lib/workspaces/invitations/invite-member.ts';
import { readInvitation } from '#lib/workspaces/invitations/read-invitation.ts';
import { listAudit } from '#lib/workspaces/list-audit.ts';
import { callerForSession } from '#lib/workspaces/members/caller-for-session.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { allowPasswords } from '#lib/workspaces/operator/allow-passwords.ts';
import { editSignInRules } from '#lib/workspaces/single-sign-on/edit-sign-in-rules.ts';
import { getSignInRules } from '#lib/workspaces/single-sign-on/get-sign-in-rules.ts';
import { CookieBrowser, HOME } from '#tests/support/cookie-browser.ts';
import { withCookies } from '#tests/support/cookie-jar.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { type IdentityProvider, providerSettings, startIdentityProvider } from '#tests/support/identity-provider.ts';
import { database } from '#tests/support/owner-database.ts';
import { aPerson, aSignedInMember, aVisitor, PASSWORD } from '#tests/support/users.ts';

vi.mock('next/headers', async () => (await import('#tests/support/cookie-jar.ts')).nextHeaders);

const REDIRECT = `${HOME}/api/auth/oidc/callback`;
const DOMAIN = 'example.test';

let provider: IdentityProvider;

beforeAll(async () => {
  provider = await startIdentityProvider({ redirectUri: REDIRECT });
  Object.assign(process.env, providerSettings(provider.issuer), {
    PUBLIC_URL: HOME,
    PARVIS_ALLOW_PRIVATE_NETWORKS: 'true',
  });
});
afterAll(async () => await provider.stop());

/** An organization that lets `example.test` in, with a member who has an account at the provider. */
async function aTeam({ emailDomains = [DOMAIN] }: { emailDomains?: string[] } = {}) {
  const { workspaceId, slug, admin } = await aWorkspace();
  await editSignInRules(admin, { emailDomains, isSingleSignOnRequired: false });
  const member = await aSignedInMember({ workspaceId, role: 'admin' });
  const accountId = anAccount({ email: member.email });
  return { workspaceId, slug, admin, member, accountId };
}

function anAccount(claims: { email: string; email_verified?: unknown; name?: string }): string {
  const id = `account-${randomUUID()}`;
  provider.account(id, { email_verified: true, ...claims });
  provider.signInAs(id);
  return id;
}

/** Who is signed in in a browser. */
async function whoIs(browser: CookieBrowser) {
  const sessionId = await withCookies(browser.cookies, readSessionId);
  return sessionId === null ? null : await checkSession(sessionId);
}

const failed = (code: string) => `/sign-in?failure=${code}`;
const users = () => database().prisma.user.count();

test('the provider is down before anything was read of it: the visitor is told, and can try again', async () => {
  await provider.goAway();
  const browser = new CookieBrowser();
  expect((await browser.leave()).href).toBe(`${HOME}${failed('provider_unavailable')}`);
  await provider.comeBack();
  expect((await browser.leave()).origin).toBe(provider.issuer);
});

test('a member signs in at the provider and comes back to where she was going', async () => {
  const { member } = await aTeam();
  const browser = new CookieBrowser();
  const url = await browser.leave({ next: '/w/somewhere?status=open' });
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    client_id: 'parvis',
    redirect_uri: REDIRECT,
    response_type: 'code',
    scope: 'openid email profile',
    code_challenge_method: 'S256',
    state: expect.stringMatching(/^.{40,}$/) as string,
    nonce: expect.stringMatching(/^.{40,}$/) as string,
  });
  expect(await browser.comeBack(await browser.passProvider(url))).toBe('/w/somewhere?status=open');
  expect(await whoIs(browser)).toMatchObject({ userId: member.id, email: member.email, isSingleSignOn: true });
});

test('an address in capitals at the provider is the same person here', async () => {
  const { member } = await aTeam();
  anAccount({ email: member.email.toUpperCase() });
  const browser = new CookieBrowser();
  expect(await browser.signIn()).toBe('/');
  expect(await whoIs(browser)).toMatchObject({ userId: member.id });
});

test('her session is one of ours: it is listed, and ended by ending it', async () => {
  const { workspaceId, member } = await aTeam();
  const browser = new CookieBrowser();
  await browser.signIn();
  const signedIn = await whoIs(browser);
  expect(await callerForSession(signedIn?.sessionId ?? '', workspaceId)).toEqual(member.caller);
  await database().prisma.session.updateMany({ where: { userId: member.id }, data: { revokedAt: new Date() } });
  expect(await whoIs(browser)).toBeNull();
});

test.each([
  ['says that the address is not verified', { email_verified: false }],
  ['says nothing of whether the address is verified', { email_verified: undefined }],
  ['writes that it is verified as a word', { email_verified: 'true' }],
  ['gives no address', { email: undefined }],
  ['gives two addresses in one', { email: 'a@example.test,b@example.test' }],
])('nobody is signed in when the provider %s', async (_, claims) => {
  const { member, accountId } = await aTeam();
  provider.account(accountId, { email: member.email, email_verified: true, ...claims });
  const browser = new CookieBrowser();
  expect(await browser.signIn()).toBe(failed('email_not_verified'));
  expect(await whoIs(browser)).toBeNull();
});

test('an address that is hers only after its letters were made small is nobody’s', async () => {
  const { workspaceId, admin } = await aWorkspace();
  await editSignInRules(admin, { emailDomains: [DOMAIN], isSingleSignOnRequired: false });
  const { prisma } = database();
  const { id: userId } = await prisma.user.create({ data: { email: `kim-${randomUUID()}@${DOMAIN}`, name: 'Kim' } });
  const { email } = await prisma.user.findUniqueOrThrow({ where: { id: userId } });
  await prisma.member.create({ data: { workspaceId, userId, role: 'manager' } });
  anAccount({ email: email.replace('k', '\u212a') }); // the sign for kelvin, whose small letter is a k
  expect(await new CookieBrowser().signIn()).toBe(failed('email_not_verified'));
});

test.each([
  ['no domain at all', []],
  ['another domain', ['other.test']],
  ['a domain that this one ends with', ['test']],
  ['a subdomain', [`paris.${DOMAIN}`]],
  ['a domain that begins like this one', [`${DOMAIN}.evil.test`]],
])('a member of an organization that allows %s is not signed in', async (_, emailDomains) => {
  const { workspaceId, admin } = await aWorkspace();
  const allowed = emailDomains.filter((domain) => domain.includes('.'));
  await editSignInRules(admin, { emailDomains: allowed, isSingleSignOnRequired: false });
  const { email } = await aSignedInMember({ workspaceId });
  anAccount({ email });
  expect(await new CookieBrowser().signIn()).toBe(failed('single_sign_on_not_allowed'));
});

test('a domain that is taken off the list keeps out whoever signed in before', async () => {
  const { admin } = await aTeam();
  const browser = new CookieBrowser();
  expect(await browser.signIn()).toBe('/');
  await editSignInRules(admin, { emailDomains: [], isSingleSignOnRequired: false });
  expect(await new CookieBrowser().signIn()).toBe(failed('single_sign_on_not_allowed'));
});

test('a person whom nobody knows here is not created', async () => {
  await aTeam();
  const before = await users();
  anAccount({ email: `stranger-${randomUUID()}@${DOMAIN}` });
  expect(await new CookieBrowser().signIn()).toBe(failed('single_sign_on_not_allowed'));
  expect(await users()).toBe(before);
});

test('a removed member is not signed in, neither before nor after she was linked', async () => {
  const { admin, member } = await aTeam();
  expect(await new CookieBrowser().signIn()).toBe('/');
  await removeMember(admin, { memberId: member.caller.memberId });
  expect(await new CookieBrowser().signIn()).toBe(failed('single_sign_on_not_allowed'));
  await forgetIdentities({ email: member.email });
  expect(await new CookieBrowser().signIn()).toBe(failed('single_sign_on_not_allowed'));
});

test('a second account at the provider with her address is not hers', async () => {
  const { member, accountId } = await aTeam();
  expect(await new CookieBrowser().signIn()).toBe('/');
  anAccount({ email: member.email });
  const browser = new CookieBrowser();
  expect(await browser.signIn()).toBe(failed('other_identity'));
  expect(await whoIs(browser)).toBeNull();
  provider.signInAs(accountId);
  expect(await new CookieBrowser().signIn()).toBe('/');
});

test('an operator unlinks her, and she signs in with her new account at the provider', async () => {
  const { member } = await aTeam();
  await new CookieBrowser().signIn();
  anAccount({ email: member.email });
  expect(await forgetIdentities({ email: member.email })).toEqual({ forgotten: 1 });
  expect(await new CookieBrowser().signIn()).toBe('/');
});

test('her account stays hers when her address changes at the provider', async () => {
  const { member, accountId } = await aTeam();
  await new CookieBrowser().signIn();
  const { email: theirs } = (await aTeam()).member;
  provider.signInAs(accountId);
  provider.account(accountId, { email: theirs, email_verified: true });
  const browser = new CookieBrowser();
  expect(await browser.signIn()).toBe('/');
  expect(await whoIs(browser)).toMatchObject({ userId: member.id });
});

test('many returns of one account at once make one link', async () => {
  const { member } = await aTeam();
  const browsers = [1, 2, 3, 4].map(() => new CookieBrowser());
  const returns: [CookieBrowser, URL][] = [];
  for (const browser of browsers) returns.push([browser, await browser.passProvider(await browser.leave())]);
  expect(await Promise.all(returns.map(([browser, url]) => browser.comeBack(url)))).toEqual(['/', '/', '/', '/']);
  expect(await database().prisma.userIdentity.count({ where: { userId: member.id } })).toBe(1);
});

test.each(['state', 'nonce', 'code_challenge'])(
  'an answer to a question with another %s signs nobody in',
  async (part) => {
    await aTeam();
    const browser = new CookieBrowser();
    const url = await browser.leave();
    url.searchParams.set(part, 'somebody-elses-value-of-at-least-43-characters');
    expect(await browser.comeBack(await browser.passProvider(url))).toBe(failed('single_sign_on_failed'));
    expect(await whoIs(browser)).toBeNull();
  },
);

test('an answer in another browser than the one that asked signs nobody in', async () => {
  await aTeam();
  const [hers, his] = [new CookieBrowser(), new CookieBrowser()];
  const answer = await hers.passProvider(await hers.leave());
  expect(await his.comeBack(answer)).toBe(failed('single_sign_on_failed'));
  await his.leave();
  expect(await his.comeBack(answer)).toBe(failed('single_sign_on_failed'));
  expect(await whoIs(his)).toBeNull();
});

test('a code works once, also for a browser that brings its cookie again', async () => {
  await aTeam();
  const browser = new CookieBrowser();
  const answer = await browser.passProvider(await browser.leave());
  const kept = new Map(browser.cookies);
  expect(await browser.comeBack(answer)).toBe('/');
  expect(await browser.comeBack(answer)).toBe(failed('single_sign_on_failed'));
  const thief = new CookieBrowser();
  for (const [name, value] of kept) thief.cookies.set(name, value);
  expect(await thief.comeBack(answer)).toBe(failed('single_sign_on_failed'));
  expect(await whoIs(thief)).toBeNull();
});

test('made-up, foreign and damaged cookies sign nobody in', async () => {
  await aTeam();
  const browser = new CookieBrowser();
  const answer = await browser.passProvider(await browser.leave());
  const [[name, value] = ['', '']] = browser.cookies;
  for (const cookie of [
    '',
    'x',
    'a.b',
    `${value.slice(0, 40)}A${value.slice(40)}`,
    value.slice(0, -4),
    `${value}.x`,
    `z${value}`,
  ]) {
    browser.cookies.set(name, cookie);
    expect(await browser.comeBack(answer), cookie).toBe(failed('single_sign_on_failed'));
  }
});

test('she changes her mind at the provider, and is told that she is not signed in', async () => {
  provider.signInAs('nobody');
  expect(await new CookieBrowser().signIn()).toBe(failed('single_sign_on_failed'));
});

test('the provider goes away while she is there: she is told, and her next try works', async () => {
  await aTeam();
  const browser = new CookieBrowser();
  const answer = await browser.passProvider(await browser.leave());
  await provider.goAway();
  expect(await browser.comeBack(answer)).toBe(failed('provider_unavailable'));
  await provider.comeBack();
  expect(await new CookieBrowser().signIn()).toBe('/');
});

test.each([
  'https://evil.test/',
  '//evil.test',
  '/\\evil.test',
  '/..//evil.test',
  'javascript:alert(1)',
  '\t//evil.test',
])('a sign-in that is to go on to %j stays here', async (next) => {
  await aTeam();
  expect(await new CookieBrowser().signIn({ next })).toBe('/');
});

test('returns that bring nobody are limited by address', async () => {
  const { prisma } = database();
  await prisma.throttle.deleteMany();
  const { member } = await aTeam();
  await prisma.throttle.deleteMany();
  anAccount({ email: member.email, email_verified: false });
  const outcomes: string[] = [];
  for (let n = 0; n < 51; n += 1) {
    const browser = new CookieBrowser();
    const url = await browser.leave();
    const state = url.searchParams.get('state') ?? '';
    outcomes.push(await browser.comeBack(new URL(`${REDIRECT}?code=made-up&state=${state}&iss=${provider.issuer}`)));
  }
  expect(outcomes.slice(0, 50).every((one) => one === failed('single_sign_on_failed'))).toBe(true);
  expect(outcomes[50]).toBe(failed('throttled'));
  await prisma.throttle.deleteMany();
});

// — An organization that requires it —

async function aStrictTeam() {
  const team = await aTeam();
  await new CookieBrowser().signIn(); // the admin tries it herself first
  const { caller } = team.member;
  await editSignInRules(caller, { emailDomains: [DOMAIN], isSingleSignOnRequired: true });
  return { ...team, strict: caller };
}

const withPassword = (email: string) => signIn({ email, password: PASSWORD }, aVisitor());

test('an admin who never signed in at the provider cannot require it', async () => {
  const { admin } = await aTeam();
  const require = editSignInRules(admin, { emailDomains: [DOMAIN], isSingleSignOnRequired: true });
  await expect(require).rejects.toMatchObject({ code: 'single_sign_on_unused' });
});

test('an admin cannot require it of herself at a domain that is not hers', async () => {
  const { strict } = await aStrictTeam();
  const require = editSignInRules(strict, { emailDomains: ['other.test'], isSingleSignOnRequired: true });
  await expect(require).rejects.toMatchObject({ code: 'single_sign_on_unused' });
});

test('only an admin changes how members sign in, and for her own organization alone', async () => {
  const [ours, theirs] = [await aTeam(), await aTeam({ emailDomains: ['other.test'] })];
  const { caller } = await aSignedInMember({ workspaceId: ours.workspaceId, role: 'lead' });
  const edit = editSignInRules(caller, { emailDomains: [], isSingleSignOnRequired: false });
  await expect(edit).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(getSignInRules(caller)).rejects.toMatchObject({ code: 'not_allowed' });
  await editSignInRules(ours.admin, { emailDomains: ['mine.test'], isSingleSignOnRequired: false });
  expect((await getSignInRules(ours.admin)).emailDomains).toEqual(['mine.test']);
  expect((await getSignInRules(theirs.admin)).emailDomains).toEqual(['other.test']);
});

test('what is no domain is refused, and the others are kept once, in small letters', async () => {
  const { admin } = await aTeam();
  for (const wrong of [
    '',
    'example',
    '@example.test',
    'a b.test',
    'http://example.test',
    '*.example.test',
    '-a.test',
  ]) {
    const edit = editSignInRules(admin, { emailDomains: [wrong], isSingleSignOnRequired: false });
    await expect(edit, wrong).rejects.toMatchObject({ code: 'invalid' });
  }
  await editSignInRules(admin, { emailDomains: [' Example.TEST', 'example.test'], isSingleSignOnRequired: false });
  expect((await getSignInRules(admin)).emailDomains).toEqual([DOMAIN]);
  const { entries } = await listAudit(admin);
  expect(entries[0]).toMatchObject({ act: 'sign_in_rules_changed', subject: DOMAIN });
});

test('once it is required, a member’s right password is refused, and a wrong one answers as ever', async () => {
  const { workspaceId, member } = await aStrictTeam();
  await expect(withPassword(member.email)).rejects.toMatchObject({ code: 'single_sign_on_required' });
  const wrong = signIn({ email: member.email, password: 'something else entirely' }, aVisitor());
  await expect(wrong).rejects.toMatchObject({ code: 'wrong_credentials' });
  expect(await new CookieBrowser().signIn()).toBe('/');
  // Whoever leaves the organization is bound by it no more.
  const leaver = await aLeaver(workspaceId, member.caller);
  await expect(withPassword(leaver.email)).resolves.toMatchObject({ email: leaver.email });
});

async function aLeaver(workspaceId: string, admin: Caller) {
  const { prisma } = database();
  const person = await aPersonIn(workspaceId);
  const { id: memberId } = await prisma.member.findFirstOrThrow({ where: { workspaceId, userId: person.id } });
  await removeMember(admin, { memberId });
  return person;
}

async function aPersonIn(workspaceId: string) {
  const person = await aPerson();
  await database().prisma.member.create({ data: { workspaceId, userId: person.id, role: 'manager' } });
  return person;
}

test('requiring it ends the sessions that a password opened, and no others', async () => {
  const team = await aTeam();
  const stranger = await aTeam();
  const browser = new CookieBrowser();
  provider.signInAs(team.accountId);
  await browser.signIn();
  const byProvider = await whoIs(browser);
  await editSignInRules(team.member.caller, { emailDomains: [DOMAIN], isSingleSignOnRequired: true });
  expect(await checkSession(team.member.sessionId)).toBeNull();
  expect(await checkSession(byProvider?.sessionId ?? '')).not.toBeNull();
  expect(await checkSession(stranger.member.sessionId)).not.toBeNull();
});

test('the operator lets passwords in again when the provider is gone', async () => {
  const { slug, member, strict } = await aStrictTeam();
  expect(await allowPasswords({ workspace: slug })).toEqual({ wasRequired: true });
  expect(await allowPasswords({ workspace: slug })).toEqual({ wasRequired: false });
  await expect(withPassword(member.email)).resolves.toMatchObject({ email: member.email });
  const { entries } = await listAudit(strict);
  expect(entries[0]).toMatchObject({ act: 'sign_in_rules_changed', member: null });
});

// — Invitations —

test('an invited person whom nobody knows joins at the provider, without a password', async () => {
  const { slug, strict, workspaceId } = await aStrictTeam();
  const email = `new-${randomUUID()}@${DOMAIN}`;
  const { token } = await inviteMember(strict, { email, role: 'lead' });
  expect(await readInvitation(token)).toMatchObject({ providerName: 'Maison ID', isSingleSignOnRequired: true });
  anAccount({ email, name: 'Nour Haddad' });
  const browser = new CookieBrowser();
  expect(await browser.signIn({ invitation: token })).toBe(`/w/${slug}`);
  const signedIn = await whoIs(browser);
  expect(signedIn).toMatchObject({ email, name: 'Nour Haddad', isEmailVerified: true });
  expect(await callerForSession(signedIn?.sessionId ?? '', workspaceId)).toMatchObject({ role: 'lead' });
  const { passwordHash } = await database().prisma.user.findUniqueOrThrow({ where: { email } });
  expect(passwordHash).toBeNull();
  // The invitation is used up.
  expect(await new CookieBrowser().signIn({ invitation: token })).toBe(failed('token_expired'));
});

test('an invitation is not accepted with somebody else’s account at the provider', async () => {
  const { admin } = await aTeam();
  const { token } = await inviteMember(admin, { email: `new-${randomUUID()}@${DOMAIN}`, role: 'lead' });
  const email = `other-${randomUUID()}@${DOMAIN}`;
  anAccount({ email });
  expect(await new CookieBrowser().signIn({ invitation: token })).toBe(failed('single_sign_on_failed'));
  expect(await findUserByEmail(email)).toBeNull();
});

test('an invitation of an organization that does not allow the domain makes nobody', async () => {
  const { admin } = await aTeam({ emailDomains: ['other.test'] });
  const email = `new-${randomUUID()}@${DOMAIN}`;
  const { token } = await inviteMember(admin, { email, role: 'lead' });
  expect(await readInvitation(token)).toMatchObject({ providerName: null });
  anAccount({ email });
  expect(await new CookieBrowser().signIn({ invitation: token })).toBe(failed('single_sign_on_not_allowed'));
  expect(await findUserByEmail(email)).toBeNull();
});

test('nobody joins an organization that requires it with a password', async () => {
  const { strict } = await aStrictTeam();
  const email = `new-${randomUUID()}@${DOMAIN}`;
  const { token } = await inviteMember(strict, { email, role: 'lead' });
  const fresh = { kind: 'new', name: 'Nour', password: PASSWORD, language: null, isEmailVerified: true } as const;
  await expect(acceptInvitation({ token, guest: fresh })).rejects.toMatchObject({ code: 'single_sign_on_required' });
  expect(await findUserByEmail(email)).toBeNull();

  const other = await aSignedInMember({ workspaceId: (await aWorkspace()).workspaceId });
  const { token: hers } = await inviteMember(strict, { email: other.email, role: 'lead' });
  const known = { kind: 'known', userId: other.id, email: other.email } as const;
  const byPassword = acceptInvitation({ token: hers, guest: { ...known, isSingleSignOn: false } });
  await expect(byPassword).rejects.toMatchObject({ code: 'single_sign_on_required' });
  await expect(acceptInvitation({ token: hers, guest: { ...known, isSingleSignOn: true } })).resolves.toBeDefined();
});

test('her account whose address was never confirmed is confirmed by the provider', async () => {
  const { member } = await aTeam();
  await database().prisma.user.update({ where: { id: member.id }, data: { emailVerifiedAt: null } });
  const browser = new CookieBrowser();
  await browser.signIn();
  expect(await whoIs(browser)).toMatchObject({ isEmailVerified: true });
});

test('a session cookie that we did not sign opens nothing', async () => {
  const { member } = await aTeam();
  const { sessionId } = await openSession({ userId: member.id }, aVisitor());
  const browser = new CookieBrowser();
  for (const value of [sessionId, `${sessionId}.`, `${sessionId}.x`, `${sessionId}.${'A'.repeat(43)}`]) {
    browser.cookies.set('parvis.session', value);
    expect(await whoIs(browser), value).toBeNull();
  }
});
