import type { Page } from '@playwright/test';
import { connectBluesky, expect, PASSWORD, publishPost, row, signIn, test, waitForRow } from './instance.ts';

const MAYA = 'maya-phare@example.test';
const SLUG = 'hotel-phare';
const FIRST = 'Hello, when does the lighthouse open in spring?';

test.describe.configure({ mode: 'serial' });

test.describe('a reply at a time', () => {
  let page: Page;
  const picker = () => page.getByRole('dialog', { name: 'Send at' });
  const box = () => page.getByRole('region', { name: 'Scheduled reply' });
  let guest: { reply: (parent: string, text: string) => Promise<unknown> };
  let post: { uri: string };

  test.beforeAll(async ({ browser, instance }) => {
    const brand = await instance.network.createAccount({ handle: 'hotel-phare.test' });
    await instance.admin('create-user', '--email', MAYA, '--password', PASSWORD, '--name', 'Maya Roche');
    await instance.admin('create-workspace', '--name', 'Hotel Phare', '--slug', SLUG, '--owner', MAYA);
    post = await publishPost(instance, brand, 'Our lighthouse, this morning.');
    guest = await instance.network.createAccount({ handle: 'guest-phare.test' });
    await guest.reply(post.uri, FIRST);
    page = await signIn(browser, instance, MAYA);
    await connectBluesky(page, instance, SLUG, brand);
  });

  test('is chosen by the keyboard, in words, and stands in the thread and in its view', async ({ instance }) => {
    await page.goto(`${instance.address}/w/${SLUG}/open`);
    await waitForRow(page, FIRST);
    await row(page, FIRST).click();
    await expect(page.getByRole('article').filter({ hasText: FIRST })).toBeVisible();
    await page.keyboard.press('r');
    await expect(page.getByRole('textbox', { name: 'Reply', exact: true })).toBeFocused();
    await page.keyboard.type('From the first of April.');
    await page.keyboard.press('Control+;');
    await expect(picker()).toBeVisible();
    await page.keyboard.type('in 3 days');
    await page.keyboard.press('Enter');
    await expect(picker()).toBeHidden();
    await expect(box()).toContainText('Scheduled for');
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await expect(page).toHaveURL(/\/scheduled/u);
    await expect(page.getByRole('link', { name: /Scheduled.*1/u }).first()).toBeVisible();
  });

  test('gets another text and another time', async () => {
    await row(page, 'From the first of April.').click();
    await box().getByRole('button', { name: 'Change text' }).click();
    await box().getByRole('textbox').fill('From the second of April.');
    await box().getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('article').filter({ hasText: 'From the second of April.' })).toBeVisible();
    await box().getByRole('button', { name: 'Change time' }).click();
    await expect(picker()).toBeVisible();
    await page.keyboard.type('in 5 days');
    await page.keyboard.press('Enter');
    await expect(picker()).toBeHidden();
    await expect(box()).toContainText('Scheduled for');
  });

  test('is removed, and its text is in the composer again', async () => {
    await box().getByRole('button', { name: 'Remove' }).click();
    await expect(box()).toHaveCount(0);
    await expect(page.getByRole('textbox', { name: 'Reply', exact: true })).toHaveValue('From the second of April.');
  });
});
