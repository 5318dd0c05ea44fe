import { type Browser, type BrowserContextOptions, expect, type Page, test as base } from '@playwright/test';
import { setUpLink } from '#lib/users/set-up-code.ts';
import { runNode } from '#scripts/process/run-node.ts';
import { type BlueskyNetwork, startBlueskyNetwork } from '#tests/networks/bluesky/start-network.ts';
import type { Fan } from '#tests/networks/bluesky/fan.ts';
import { noForeignRequests } from './no-foreign-requests.ts';
import { serveParvis } from '#tests/support/serve-parvis.ts';

export const PASSWORD = 'lanterne-cuivre-ruelle';
export const WORKSPACE = 'maison-lune';

/** The product, a real Bluesky network, and the brand's account on it: one for the whole run. */
export type Instance = {
  address: string;
  /** The set-up link that the start prints. */
  setUpLink: string;
  network: BlueskyNetwork;
  brand: Fan;
  /** The database, as its owner: for what only time does. */
  ownerDatabaseUrl: string;
  /** Runs an operator's command on this instance. */
  admin: (...words: string[]) => Promise<void>;
};

export const test = base.extend<object, { instance: Instance; noForeignRequests: undefined }>({
  noForeignRequests: [noForeignRequests, { scope: 'worker', auto: true }],
  instance: [
    // Playwright wants a destructured first parameter, and this fixture leans on no other.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const parvis = await serveParvis({ PARVIS_UNDO_SECONDS: '4' });
      const network = await startBlueskyNetwork({ postgresUrl: parvis.ownerDatabaseUrl });
      const brand = await network.createAccount({ handle: 'maison-lune.test' });
      await brand.setProfile({ displayName: 'Maison Lune' });
      await use({
        address: parvis.address,
        setUpLink: setUpLink(parvis.address, parvis.env.PARVIS_SECRET),
        network,
        brand,
        ownerDatabaseUrl: parvis.ownerDatabaseUrl,
        admin: async (...words) => {
          await runNode('scripts/admin.ts', { args: words, env: parvis.env });
        },
      });
      await network.stop();
      await parvis.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

/** Signs in through the form, in a new browser context. */
export async function signIn(
  browser: Browser,
  instance: Instance,
  email: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  await page.goto(`${instance.address}/sign-in`);
  await page.getByLabel(/e-?mail/i).fill(email);
  await page
    .getByLabel(/password|mot de passe/i)
    .first()
    .fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/w\//);
  await expect(page.getByRole('navigation').first()).toBeVisible();
  return page;
}

/** The row of the queue that shows this text. */
export function row(page: Page, words: string) {
  return page.locator('a[data-item]').filter({ hasText: words });
}

/** Publishes a post and waits until the whole network knows it: replies to unknown posts are not reported. */
export async function publishPost(instance: Instance, brand: Fan, text: string): Promise<{ uri: string }> {
  const post = await brand.post(text);
  await instance.network.flush();
  return post;
}

/** Connects an account of the stand-in to a workspace, as the member whose page it is. */
export async function connectBluesky(page: Page, instance: Instance, slug: string, account: Fan): Promise<void> {
  const credentials = {
    identifier: account.handle,
    password: await account.createAppPassword('parvis'),
    service: instance.network.serviceUrl,
  };
  const status = await page.evaluate(
    async ([path, body]) =>
      (await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status,
    [`/api/v1/workspaces/${slug}/channels`, JSON.stringify({ network: 'bluesky', credentials })] as const,
  );
  expect(status).toBe(201);
}

/** Waits for a row, which may first be hidden behind the bar that counts the new ones. */
export async function waitForRow(page: Page, words: string): Promise<void> {
  await expect(async () => {
    const waiting = page.getByRole('button', { name: /\d+ new/ });
    if (await waiting.isVisible()) await waiting.click();
    await expect(row(page, words)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 40_000 });
}

/** The link of a view in the navigation, with its count. */
export function count(page: Page, view: string) {
  return page.getByRole('link', { name: new RegExp(`^${view}`) }).first();
}

/** Saves a screenshot of a main state, for people to look at after the run. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `.data/screenshots/${name}.png`, animations: 'disabled' });
}

export { expect };
