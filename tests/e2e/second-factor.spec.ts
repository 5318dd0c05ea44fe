import type { Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { expect, PASSWORD, test } from './instance.ts';

/** A new user with a workspace of her own, signed in. */
async function aUser(
  page: Page,
  instance: { address: string; admin: (...words: string[]) => Promise<void> },
  name: string,
) {
  const email = `${name}@example.test`;
  await instance.admin('create-user', '--email', email, '--password', PASSWORD, '--name', name);
  await instance.admin('create-workspace', '--name', name, '--slug', name, '--owner', email);
  await signIn(page, instance.address, email);
  await page.waitForURL(/\/w\//);
  return { email, slug: name };
}

async function signIn(page: Page, address: string, email: string): Promise<void> {
  await page.goto(`${address}/sign-in`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
}

async function signOut(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/sign-out`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(/sign-in/);
}

/** A way to sign in is added only by who knows the password. */
async function typePassword(page: Page): Promise<void> {
  await page.getByRole('dialog').getByLabel('Current password').fill(PASSWORD);
  await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click();
}

const codeOf = (secret: string, at: number) =>
  new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({ timestamp: at });

/** Chromium's own authenticator, which answers as a fingerprint reader would. */
async function withAuthenticator(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

test('an authenticator app is set up with its key, asked for at the next sign-in, and a recovery code replaces it', async ({
  browser,
  instance,
}) => {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  const { email, slug } = await aUser(page, instance, 'apps');
  await page.goto(`${instance.address}/w/${slug}/settings/account`);
  await page.getByRole('button', { name: 'Set up an app' }).click();
  await typePassword(page);
  await expect(page.getByRole('img', { name: /QR code/ })).toBeVisible();
  const secret = ((await page.locator('form code').textContent()) ?? '').replaceAll(' ', '');
  await page.getByLabel('Code from the app').fill(codeOf(secret, Date.now()));
  await page.getByRole('button', { name: 'Switch on' }).click();
  const listed = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await expect(listed).toHaveCount(10);
  const codes = await listed.allTextContents();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByText('10 codes left')).toBeVisible();

  await signOut(page, instance.address);
  await signIn(page, instance.address, email);
  await page.waitForURL(/second-step/);
  await page.getByLabel('Code from your authenticator app').fill('000000');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'isn’t correct' })).toBeVisible();
  // The code of the next period: the one that switched it on was used.
  await page.getByLabel('Code from your authenticator app').fill(codeOf(secret, Date.now() + 30_000));
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL(/\/w\//);

  await signOut(page, instance.address);
  await signIn(page, instance.address, email);
  await page.waitForURL(/second-step/);
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(codes[0] ?? '');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL(/\/w\//);
  await page.goto(`${instance.address}/w/${slug}/settings/account`);
  await expect(page.getByText('9 codes left')).toBeVisible();
  await page.context().close();
});

test('a passkey is a second factor, and signs in alone', async ({ browser, instance }) => {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await withAuthenticator(page);
  const { email, slug } = await aUser(page, instance, 'keys');
  await page.goto(`${instance.address}/w/${slug}/settings/account`);
  await page.getByLabel('Name of the passkey').fill('Work laptop');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await typePassword(page);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByText('Work laptop', { exact: true })).toBeVisible();

  await signOut(page, instance.address);
  await signIn(page, instance.address, email);
  await page.waitForURL(/second-step/);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.waitForURL(/\/w\//);

  await signOut(page, instance.address);
  await page.goto(`${instance.address}/sign-in`);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.waitForURL(/\/w\//);
  await page.goto(`${instance.address}/w/${slug}/settings/audit`);
  await expect(page.getByText('added the passkey')).toBeVisible();
  await expect(page.getByText('signed in').first()).toBeVisible();
  await page.context().close();
});

test('an organization requires a second factor: whoever has none sets one up before anything else', async ({
  browser,
  instance,
}) => {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await withAuthenticator(page);
  const { slug } = await aUser(page, instance, 'strict');
  await page.goto(`${instance.address}/w/${slug}/settings/account`);
  await page.getByLabel('Name of the passkey').fill('Key');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await typePassword(page);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.goto(`${instance.address}/w/${slug}/settings/workspace`);
  await page.getByRole('switch', { name: 'Require a second factor' }).click();
  await expect(page.getByRole('switch', { name: 'Require a second factor' })).toBeChecked();

  await instance.admin('create-user', '--email', 'uma@example.test', '--password', PASSWORD, '--name', 'Uma');
  await instance.admin('add-member', '--workspace', slug, '--email', 'uma@example.test', '--role', 'manager');
  const hers = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await signIn(hers, instance.address, 'uma@example.test');
  await hers.waitForURL(/second-factor/);
  await hers.goto(`${instance.address}/w/${slug}/open`);
  await hers.waitForURL(/second-factor/);
  const refused = await hers.request.get(`${instance.address}/api/v1/workspaces/${slug}/items`);
  expect([refused.status(), ((await refused.json()) as { code: string }).code]).toEqual([
    403,
    'second_factor_required',
  ]);
  await hers.getByRole('button', { name: 'Set up an app' }).click();
  await typePassword(hers);
  const secret = ((await hers.locator('form code').textContent()) ?? '').replaceAll(' ', '');
  await hers.getByLabel('Code from the app').fill(codeOf(secret, Date.now()));
  await hers.getByRole('button', { name: 'Switch on' }).click();
  await hers.getByRole('button', { name: 'I have kept them, continue' }).click();
  await hers.waitForURL(/\/w\//);
  await hers.context().close();
  await page.context().close();
});

test('an admin removes a colleague and names who takes over', async ({ browser, instance }) => {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  const { slug } = await aUser(page, instance, 'leaving');
  for (const [name, role] of [
    ['Tom', 'manager'],
    ['Claire', 'client'],
    ['Lea', 'manager'],
  ] as const) {
    const email = `${name.toLowerCase()}.leaving@example.test`;
    await instance.admin('create-user', '--email', email, '--password', PASSWORD, '--name', name);
    await instance.admin('add-member', '--workspace', slug, '--email', email, '--role', role);
  }
  const toms = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await signIn(toms, instance.address, 'tom.leaving@example.test');
  await toms.waitForURL(/\/w\//);
  const saved = await toms.request.post(`${instance.address}/api/v1/workspaces/${slug}/views`, {
    data: { name: 'Reviews', filter: {}, isShared: false },
    headers: { origin: instance.address },
  });
  expect(saved.ok()).toBe(true);

  await page.goto(`${instance.address}/w/${slug}/settings/members`);
  const line = page.getByRole('listitem').filter({ hasText: 'tom.leaving@example.test' });
  await line.getByRole('button', { name: 'Remove' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('1 private view stays with Tom')).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Hand over to' }).click();
  await expect(page.getByRole('option', { name: /Claire \(clients don’t work on items\)/ })).toBeDisabled();
  await page.getByRole('option', { name: 'Lea', exact: true }).click();
  await expect(dialog.getByText('1 private view goes to Lea')).toBeVisible();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  // Behind the dialog the line counts as hidden too.
  await expect(dialog).toBeHidden();
  await expect(line).toBeHidden();
  const refused = await toms.request.get(`${instance.address}/api/v1/workspaces/${slug}/views`);
  expect(refused.status()).toBe(404);
  await page.goto(`${instance.address}/w/${slug}/settings/audit`);
  await expect(page.getByText(/removed .*Tom/)).toBeVisible();
  await toms.context().close();
  await page.context().close();
});
