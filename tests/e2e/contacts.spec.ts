import type { Page } from '@playwright/test';
import { connectBluesky, expect, PASSWORD, publishPost, row, signIn, test, waitForRow } from './instance.ts';

const MAYA = 'maya.contacts@example.test';
const SLUG = 'maison-rive';
const QUESTION = 'Hello, is the blue lamp back?';
const OTHER = 'Still waiting for the lamp.';

test.describe.configure({ mode: 'serial' });

test.describe('contacts, by keyboard alone', () => {
  let page: Page;
  const profiles = () => page.getByRole('list', { name: /^(?:Profile|\d+ profiles)$/u }).getByRole('listitem');

  test.beforeAll(async ({ browser, instance }) => {
    const brand = await instance.network.createAccount({ handle: 'maison-rive.test' });
    await brand.setProfile({ displayName: 'Maison Rive' });
    const post = await publishPost(instance, brand, 'The lamps are back.');
    for (const [handle, displayName, text] of [
      ['lea-rive.test', 'Léa Rivière', QUESTION],
      ['lea-two.test', 'Léa R.', OTHER],
    ] as const) {
      const fan = await instance.network.createAccount({ handle });
      await fan.setProfile({ displayName });
      await fan.reply(post.uri, text);
    }
    await instance.admin('create-user', '--email', MAYA, '--password', PASSWORD, '--name', 'Maya Roche');
    await instance.admin('create-workspace', '--name', 'Maison Rive', '--slug', SLUG, '--owner', MAYA);
    page = await signIn(browser, instance, MAYA);
    await connectBluesky(page, instance, SLUG, brand);
  });

  test('one key leads from an item to its person, with the history', async ({ instance }) => {
    await page.goto(`${instance.address}/w/${SLUG}/open`);
    await waitForRow(page, QUESTION);
    await waitForRow(page, OTHER);
    await row(page, QUESTION).focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-message]').first().waitFor();
    await page.keyboard.press('p');
    await expect(page.getByRole('heading', { level: 1, name: 'Léa Rivière' })).toBeVisible();
    await expect(profiles()).toHaveCount(1);
    await expect(page.getByText(QUESTION)).toBeVisible();
    await expect(page.getByText(OTHER)).toBeHidden();
  });

  test('the person is joined with another profile, and both histories stand together', async () => {
    const join = page.getByRole('button', { name: 'Join with another contact…' });
    await join.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('léa r.');
    await expect(page.getByRole('option')).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(profiles()).toHaveCount(2);
    await expect(page.getByText(OTHER)).toBeVisible();
    await expect(page.getByText(/Joined by .*Maya Roche/u)).toBeVisible();
  });

  test('the list has one row for both, and j, k and Enter lead through it', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await expect(page.getByRole('heading', { level: 1, name: 'Contacts' })).toBeVisible();
    const rows = page.locator('main a[data-row]');
    await expect(rows).toHaveCount(1);
    await page.keyboard.press('/');
    await page.keyboard.type('lea-two');
    await expect(rows).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(rows.first()).toBeFocused();
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await expect(rows.first()).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(profiles()).toHaveCount(2);
  });

  test('separating gives back two people', async () => {
    await page.getByRole('button', { name: /^Separate/u }).focus();
    await page.keyboard.press('Enter');
    await expect(profiles()).toHaveCount(1);
    await expect(page.getByText(/separated by .*Maya Roche/u)).toBeVisible();
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await expect(page.locator('main a[data-row]')).toHaveCount(2);
  });
});
