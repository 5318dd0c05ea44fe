import type { Page } from '@playwright/test';
import type { Fan } from '#tests/networks/bluesky/fan.ts';
import { connectBluesky, expect, PASSWORD, publishPost, row, signIn, test, waitForRow } from './instance.ts';

const LEA = 'lea.brume@example.test';
const SLUG = 'atelier-brume';
const QUESTION = 'Hello, when does my parcel arrive?';

test.describe.configure({ mode: 'serial' });

test.describe('guidance, the palette and files of notes', () => {
  let page: Page;
  let settings: Page;
  let fan: Fan;

  const field = () => page.getByRole('textbox', { name: 'Reply', exact: true });
  const line = () => page.getByRole('button', { name: /^Guidance/ });

  test.beforeAll(async ({ browser, instance }) => {
    const brand = await instance.network.createAccount({ handle: 'atelier-brume.test' });
    await brand.setProfile({ displayName: 'Atelier Brume' });
    fan = await instance.network.createAccount({ handle: 'zoe-brume.test' });
    await fan.setProfile({ displayName: 'Zoe Delorme' });
    await instance.admin('create-user', '--email', LEA, '--password', PASSWORD, '--name', 'Lea Roche');
    await instance.admin('create-workspace', '--name', 'Atelier Brume', '--slug', SLUG, '--owner', LEA);
    const post = await publishPost(instance, brand, 'New on our shelves.');
    await fan.reply(post.uri, QUESTION);
    page = await signIn(browser, instance, LEA);
    await connectBluesky(page, instance, SLUG, brand);
    await page.goto(`${instance.address}/w/${SLUG}/open`);
    await waitForRow(page, QUESTION);
    await row(page, QUESTION).click();
    await expect(field()).toBeVisible();
    settings = await page.context().newPage();
  });

  test('guidance that is pinned under the post appears in an open composer without a reload', async () => {
    await page.getByRole('button', { name: 'Show the whole post' }).click();
    const link = page.getByRole('link', { name: 'Pin guidance under this post' });
    await settings.goto(await link.evaluate((one: HTMLAnchorElement) => one.href));
    await settings.getByLabel('In English').fill('Say three days, promise no hour.');
    await expect(settings.getByText(/Without French/)).toBeVisible();
    await settings.getByRole('button', { name: 'Pin', exact: true }).click();
    await expect(settings.getByRole('list', { name: 'Now' })).toContainText('Say three days');
    await expect(line()).toContainText('Say three days');
    await line().click();
    const list = page.getByRole('list', { name: 'Guidance' });
    await expect(list).toContainText('For this post');
    await expect(list).toContainText('Only in English');
  });

  test('a draft that was written by it is flagged when it is withdrawn, and sent once its author has looked', async () => {
    await field().fill('Hello Zoe, in three days.');
    await settings.getByRole('button', { name: /^Withdraw the guidance/ }).click();
    await settings.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await expect(settings.getByRole('list', { name: 'Ended' })).toContainText('Say three days');
    await expect(page.getByText(/Guidance changed since this was written/).first()).toBeVisible();
    const send = page.getByRole('button', { name: 'Send', exact: true });
    await expect(send).toBeDisabled();
    await page.getByRole('button', { name: 'I have looked at it' }).click();
    await send.click();
    await expect(page.getByRole('article').filter({ hasText: 'Hello Zoe, in three days.' })).toBeVisible();
  });

  test('a note takes a file, which is a download for whoever sees the item', async () => {
    await page.keyboard.press('n');
    const note = page.getByRole('textbox', { name: 'Note', exact: true });
    await expect(note).toBeFocused();
    const file = { name: 'order.txt', mimeType: 'text/plain', buffer: Buffer.from('12 cups') };
    await page.locator('form input[type=file]').setInputFiles(file);
    await expect(page.getByRole('button', { name: 'Remove order.txt' })).toBeVisible();
    await page.getByRole('button', { name: 'Add note' }).click();
    const link = page.getByRole('link', { name: /order\.txt/ });
    await expect(link).toBeVisible();
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('order.txt');
  });

  test('the palette finds a person by name', async () => {
    // People are found after the items, which must not be moved by them.
    const release = Promise.withResolvers<void>();
    await page.route(/\/contacts\?/, async (route) => {
      await release.promise;
      await route.continue();
    });
    await page.keyboard.press('Escape');
    const items = page.waitForResponse((response) => /\/items\?.*Delorme/.test(response.url()));
    await page.keyboard.press('Control+k');
    await page.keyboard.type('Delorme');
    const found = page.getByRole('dialog').getByRole('option', { name: /Zoe Delorme/ });
    await (await items).finished();
    await expect(page.getByRole('dialog').getByRole('option', { name: /Delorme/ })).not.toHaveCount(0);
    await page.evaluate(
      async () => await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    await expect(found).toHaveCount(0);
    release.resolve();
    await found.first().click();
    await expect(page).toHaveURL(/\/contacts\/[0-9a-f-]{36}$/u);
  });
});
