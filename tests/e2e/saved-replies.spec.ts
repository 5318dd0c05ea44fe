import type { Page } from '@playwright/test';
import type { Fan } from '#tests/networks/bluesky/fan.ts';
import { expect, PASSWORD, publishPost, row, signIn, test, waitForRow } from './instance.ts';

const MAYA = 'maya@example.test';
const SLUG = 'maison-soleil';
const QUESTION = 'Hello, when does my order leave the workshop?';
const SAVED = 'Hello {{first_name|there}}, your order leaves our workshop in Lyon tomorrow morning, before nine.';
const OTHERS =
  'Dear guest, your room at the Hotel Azur is ready from three in the afternoon, the keys wait at the desk.';

test.describe.configure({ mode: 'serial' });

test.describe('saved replies and guard-rails', () => {
  let page: Page;
  let fan: Fan;
  let post: { uri: string };

  /** Calls the API as the signed-in member. */
  const call = async (path: string, body: unknown) =>
    await page.evaluate(
      async ([at, json]) =>
        (await fetch(at, { method: 'POST', headers: { 'content-type': 'application/json' }, body: json })).status,
      [`/api/v1/workspaces/${path}`, JSON.stringify(body)] as const,
    );
  const field = () => page.getByRole('textbox', { name: 'Reply', exact: true });

  test.beforeAll(async ({ browser, instance }) => {
    const brand = await instance.network.createAccount({ handle: 'maison-soleil.test' });
    await brand.setProfile({ displayName: 'Maison Soleil' });
    fan = await instance.network.createAccount({ handle: 'zoe-soleil.test' });
    await fan.setProfile({ displayName: 'Zoe Lemaire' });
    await instance.admin('create-user', '--email', MAYA, '--password', PASSWORD, '--name', 'Maya Roche');
    await instance.admin('create-workspace', '--name', 'Maison Soleil', '--slug', SLUG, '--owner', MAYA);
    post = await publishPost(instance, brand, 'New on our shelves.');
    await fan.reply(post.uri, QUESTION);
    page = await signIn(browser, instance, MAYA);
    // Who belongs to several workspaces chooses one after signing in: the second one comes later.
    await instance.admin('create-workspace', '--name', 'Hotel Azur', '--slug', 'hotel-azur', '--owner', MAYA);
    const credentials = {
      identifier: brand.handle,
      password: await brand.createAppPassword('parvis'),
      service: instance.network.serviceUrl,
    };
    expect(await call(`${SLUG}/channels`, { network: 'bluesky', credentials })).toBe(201);
    expect(await call('hotel-azur/saved-replies', { title: 'Room', en: OTHERS })).toBe(201);
    const rails = { address: null, tone: 'Warm, never familiar.', bannedWords: ['refund*'], requiredWords: [] };
    const signed = {
      signatureFr: '',
      signatureEn: '',
      fixesTypography: true,
      mayOverride: true,
      onlyOwnerSends: false,
    };
    expect(await call(`${SLUG}/guard-rails`, { ...rails, ...signed })).toBe(200);
  });

  test('a lead writes a saved reply in the settings and sees how it reads', async ({ instance }) => {
    await page.goto(`${instance.address}/w/${SLUG}/settings/replies`);
    await page.getByRole('link', { name: 'New saved reply' }).click();
    await page.getByLabel('Title').fill('Order leaves');
    await page.getByLabel('English', { exact: true }).fill(SAVED);
    await expect(page.getByText('Hello Léa, your order leaves')).toBeVisible();
    await expect(page.getByText(/Without a French half/)).toBeVisible();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('No French half')).toBeVisible();
  });

  test('typing a slash finds it, and Enter inserts it filled in', async ({ instance }) => {
    await page.goto(`${instance.address}/w/${SLUG}/open`);
    await waitForRow(page, QUESTION);
    await row(page, QUESTION).click();
    await expect(field()).toBeVisible();
    await page.keyboard.press('r');
    await expect(field()).toBeFocused();
    await page.keyboard.type('/ord');
    const option = page.getByRole('option', { name: /Order leaves/ });
    await expect(option).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Enter');
    await expect(field()).toHaveValue(/^Hello Zoe, your order leaves our workshop/);
    await expect(option).toBeHidden();
  });

  test('a banned word is named as one writes, and the reply is not sent', async () => {
    await field().press('End');
    await page.keyboard.type(' We refunded you.');
    const line = page.getByText(/The brand doesn’t use these words: .*refunded/);
    await expect(line.first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled();
    await page.keyboard.press('Control+Enter');
    await expect(field()).not.toHaveValue('');
    for (let at = 0; at < ' We refunded you.'.length; at += 1) await field().press('Backspace');
    await expect(line).toHaveCount(0);
  });

  test('a text of another client is stopped when it is pasted', async ({ instance }) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: instance.address });
    await page.evaluate(async (text) => await navigator.clipboard.writeText(text), OTHERS.replace('guest', 'Zoe'));
    await field().fill('');
    await field().focus();
    await page.keyboard.press('Control+v');
    await expect(
      page.getByText(/This is a saved reply of .*Hotel Azur.*, not of .*Maison Soleil/).first(),
    ).toBeVisible();
    await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled();
    await field().fill('Your order leaves tomorrow.');
    await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeEnabled();
  });

  test('a lead sends a stopped reply with a reason', async () => {
    await field().fill('We refunded you, as you asked.');
    await page.getByRole('button', { name: 'Send anyway…' }).click();
    await page.getByLabel('Why send it anyway?').fill('Legal asked for the word');
    await page.getByRole('button', { name: 'Send with this reason' }).click();
    await expect(page.getByRole('article').filter({ hasText: 'We refunded you, as you asked.' })).toBeVisible();
    await expect(field()).toHaveValue('');
  });
});
