import type { Page } from '@playwright/test';
import { connectBluesky, expect, PASSWORD, publishPost, row, signIn, test, waitForRow } from './instance.ts';

const SLUG = 'atelier-sud';
const INES = 'ines-sud@example.test';
const KARIM = 'karim-sud@example.test';
const QUESTION = 'Do you still make the blue bowl?';

test.describe.configure({ mode: 'serial' });

test.describe('drafts of two people and three devices', () => {
  let ines: Page;
  let inesAtHome: Page;
  let karim: Page;
  const field = (page: Page) => page.getByRole('textbox', { name: 'Reply', exact: true });

  test.beforeAll(async ({ browser, instance }) => {
    const brand = await instance.network.createAccount({ handle: 'atelier-sud.test' });
    const fan = await instance.network.createAccount({ handle: 'alba-sud.test' });
    for (const [email, name] of [
      [INES, 'Inès Morel'],
      [KARIM, 'Karim Diallo'],
    ] as const) {
      await instance.admin('create-user', '--email', email, '--password', PASSWORD, '--name', name);
    }
    await instance.admin('create-workspace', '--name', 'Atelier Sud', '--slug', SLUG, '--owner', INES);
    await instance.admin('add-member', '--workspace', SLUG, '--email', KARIM, '--role', 'manager');
    const post = await publishPost(instance, brand, 'Our bowls are back.');
    await fan.reply(post.uri, QUESTION);
    ines = await signIn(browser, instance, INES);
    await connectBluesky(ines, instance, SLUG, brand);
    inesAtHome = await signIn(browser, instance, INES);
    karim = await signIn(browser, instance, KARIM);
    for (const page of [ines, karim]) {
      await page.goto(`${instance.address}/w/${SLUG}/open`);
      await waitForRow(page, QUESTION);
      await row(page, QUESTION).click();
      await expect(field(page)).toBeVisible();
    }
  });

  test('a colleague is warned before the first word, and sees the draft grow', async () => {
    await ines.keyboard.press('r');
    await ines.keyboard.type('Yes, ');
    const theirs = karim.getByRole('list', { name: 'What colleagues are writing' });
    await expect(theirs).toContainText(/Inès Morel\W? is also replying/u);
    await expect(theirs.getByRole('group', { name: /Draft of \W?Inès Morel/u })).toHaveText('Yes,');
    await expect(field(karim)).toHaveValue('');
    await ines.keyboard.type('in two sizes.');
    await expect(theirs.getByRole('group', { name: /Draft of \W?Inès Morel/u })).toHaveText('Yes, in two sizes.');
    await expect(theirs).toContainText(/Inès Morel\W? has begun a reply/u, { timeout: 20_000 });
  });

  test('a page that is closed before the pause is over has kept its last word, on another device too', async ({
    instance,
  }) => {
    await ines.keyboard.type(' From Monday.');
    await ines.goto('about:blank');
    await inesAtHome.goto(`${instance.address}/w/${SLUG}/open`);
    await waitForRow(inesAtHome, QUESTION);
    await row(inesAtHome, QUESTION).click();
    await expect(field(inesAtHome)).toHaveValue('Yes, in two sizes. From Monday.');
    await ines.goto(`${instance.address}/w/${SLUG}/open`);
    await row(ines, QUESTION).click();
    await expect(field(ines)).toHaveValue('Yes, in two sizes. From Monday.');
  });

  test('what another device wrote meanwhile is shown beside one’s own, and both can be kept', async () => {
    await ines.context().setOffline(true);
    await field(ines).press('End');
    await field(ines).pressSequentially(' (at the shop)');
    await field(inesAtHome).press('End');
    await field(inesAtHome).pressSequentially(' (at home)');
    await expect(karim.getByRole('group', { name: /Draft of \W?Inès Morel/u })).toContainText('(at home)');
    await ines.context().setOffline(false);
    await expect(ines.getByText('You changed this draft on another device too.').first()).toBeVisible();
    await expect(ines.getByRole('group', { name: 'On the other device' })).toHaveText(
      'Yes, in two sizes. From Monday. (at home)',
    );
    await expect(field(ines)).toHaveValue('Yes, in two sizes. From Monday. (at the shop)');
    await ines.getByRole('button', { name: 'Keep both' }).click();
    const both = /\(at home\)\n\nYes.*\(at the shop\)$/u;
    await expect(field(ines)).toHaveValue(both);
    await expect(field(inesAtHome)).toHaveValue(both);
  });

  test('a draft is handed over with the item, and marked with whose it was', async () => {
    await field(ines).fill('Yes, in two sizes.');
    await ines.keyboard.press('Escape');
    await ines.keyboard.press('i');
    await ines.keyboard.press('y');
    await ines.keyboard.type('Karim');
    await ines.keyboard.press('Enter');
    await ines.getByRole('option', { name: /with my draft/u }).click();
    await expect(field(karim)).toHaveValue('Yes, in two sizes.');
    await expect(karim.getByText(/Draft handed over by \W?Inès Morel/u).first()).toBeVisible();
    await expect(karim.getByRole('list', { name: 'What colleagues are writing' })).toBeHidden();
    await expect(field(inesAtHome)).toHaveValue('');
  });

  test('a reply that is sent leaves no draft, and one that is undone is a draft on every device', async ({
    browser,
    instance,
  }) => {
    await field(karim).press('Control+Enter');
    await expect(field(karim)).toHaveValue('');
    await karim.getByRole('article').filter({ hasText: 'in two sizes' }).getByRole('button', { name: 'Undo' }).click();
    await expect(field(karim)).toHaveValue('Yes, in two sizes.');
    const phone = await signIn(browser, instance, KARIM);
    await phone.goto(`${instance.address}/w/${SLUG}/open`);
    await row(phone, QUESTION).click();
    await expect(field(phone)).toHaveValue('Yes, in two sizes.');
  });
});
