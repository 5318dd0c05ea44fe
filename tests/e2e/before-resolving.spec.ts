import type { Page } from '@playwright/test';
import { connectBluesky, expect, PASSWORD, publishPost, row, signIn, test, waitForRow } from './instance.ts';

const MAYA = 'maya-mistral@example.test';
const SLUG = 'hotel-mistral';
const FIRST = 'Hello, is breakfast served in the garden in winter?';
const SECOND = 'Good morning, may I bring my dog to the terrace?';

test.describe.configure({ mode: 'serial' });

test.describe('what is asked before an item is resolved', () => {
  let page: Page;
  const dialog = () => page.getByRole('dialog', { name: 'Before resolving' });

  test.beforeAll(async ({ browser, instance }) => {
    const brand = await instance.network.createAccount({ handle: 'hotel-mistral.test' });
    await instance.admin('create-user', '--email', MAYA, '--password', PASSWORD, '--name', 'Maya Roche');
    await instance.admin('create-workspace', '--name', 'Hotel Mistral', '--slug', SLUG, '--owner', MAYA);
    const post = await publishPost(instance, brand, 'Our garden, this morning.');
    for (const [handle, text] of [
      ['guest-one.test', FIRST],
      ['guest-two.test', SECOND],
    ] as const) {
      await (await instance.network.createAccount({ handle })).reply(post.uri, text);
    }
    page = await signIn(browser, instance, MAYA);
    await connectBluesky(page, instance, SLUG, brand);
  });

  test('a lead sets it in the settings', async ({ instance }) => {
    await page.goto(`${instance.address}/w/${SLUG}/settings/fields`);
    await page.getByLabel('Name').fill('Reason');
    await page.getByLabel('Options').fill('Breakfast\nAnimals');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByRole('list', { name: 'What is asked' }).getByText('Breakfast, Animals')).toBeVisible();
  });

  test('the key that resolves asks, arrows choose, and Enter resolves and goes on', async ({ instance }) => {
    await page.goto(`${instance.address}/w/${SLUG}/open`);
    await waitForRow(page, FIRST);
    await row(page, FIRST).click();
    await expect(page.getByRole('article').filter({ hasText: FIRST })).toBeVisible();
    await page.keyboard.press('e');
    await expect(dialog().getByRole('radio', { name: 'Breakfast' })).toBeFocused();
    // Nothing is chosen yet: Enter does not go on.
    await page.keyboard.press('Enter');
    await expect(dialog()).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await expect(dialog().getByRole('radio', { name: 'Animals' })).toBeChecked();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect(dialog()).toBeHidden();
    await expect(row(page, FIRST)).toHaveCount(0);
  });

  test('sending and resolving asks before anything is sent', async () => {
    await row(page, SECOND).click();
    await expect(page.getByRole('article').filter({ hasText: SECOND })).toBeVisible();
    await page.keyboard.press('r');
    const field = page.getByRole('textbox', { name: 'Reply', exact: true });
    await expect(field).toBeFocused();
    await page.keyboard.type('Dogs are welcome on the terrace.');
    await page.getByRole('button', { name: 'Send and resolve' }).click();
    await expect(dialog()).toBeVisible();
    // Behind an open dialog nothing else is named to anybody, but the text is still there.
    await expect(page.getByRole('textbox', { name: 'Reply', exact: true, includeHidden: true })).toHaveValue(
      'Dogs are welcome on the terrace.',
    );
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(dialog()).toBeHidden();
    await expect(row(page, SECOND)).toHaveCount(0);
    await expect(page.getByText('Fill in first')).toHaveCount(0);
  });
});
