import type { Page } from '@playwright/test';
import {
  waitForRow,
  count,
  expect,
  PASSWORD,
  takeScreenshot,
  publishPost,
  row,
  signIn,
  test,
  WORKSPACE,
} from './instance.ts';

const LEA = 'lea@example.test';
const TOM = 'tom@example.test';

// Runs before the other files, in the order of their names: the shared instance is set up here.
test.describe.configure({ mode: 'serial' });

test.describe("from a fan's comment to a resolved item", () => {
  let page: Page;

  test('the first person sets up Parvis and connects the brand', async ({ browser, instance }) => {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    await page.goto(instance.address);
    await expect(page).toHaveURL(/\/setup/);
    await expect(page.getByLabel('Organization')).toHaveCount(0);
    await takeScreenshot(page, 'setup-without-code-desktop-light-en');
    await page.goto(instance.setUpLink);
    await takeScreenshot(page, 'setup-desktop-light-en');
    await page.getByLabel('Organization').fill('Maison Lune');
    await page.getByLabel('First workspace').fill('Maison Lune');
    await page.getByLabel('Your name').fill('Léa Aubin');
    await page.getByLabel('Email').fill(LEA);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Connect a channel' }).click();
    await page.waitForURL(/\/channels\/connect/);
    if (await page.getByLabel('Handle').isHidden()) await page.getByRole('link', { name: /Bluesky/ }).click();
    await page.getByLabel('Handle').fill(instance.brand.handle);
    await page.getByLabel('App password').fill(await instance.brand.createAppPassword('parvis'));
    await page.getByLabel('Server address').fill(instance.network.serviceUrl);
    await takeScreenshot(page, 'connect-desktop-light-en');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(page.getByText(`@${instance.brand.handle}`).first()).toBeVisible();
    await instance.admin('create-user', '--email', TOM, '--password', PASSWORD, '--name', 'Tom Leroy');
    await instance.admin('add-member', '--workspace', WORKSPACE, '--email', TOM, '--role', 'manager');
  });

  test("a fan's comment appears in the open browser, the reply is published, and the counts are right", async ({
    browser,
    instance,
  }) => {
    const other = await signIn(browser, instance, TOM);
    await page.goto(`${instance.address}/w/${WORKSPACE}/open`);
    const post = await publishPost(instance, instance.brand, 'Nos thés de Noël sont là.');
    const fan = await instance.network.createAccount({ handle: 'ines-fan.test' });
    const comment = await fan.reply(post.uri, 'Bonjour, livrez-vous à Lyon avant le 24 ?', { langs: ['fr'] });

    // Nobody reloads anything.
    await waitForRow(page, 'livrez-vous à Lyon');
    await waitForRow(other, 'livrez-vous à Lyon');
    await expect(count(page, 'Open')).toContainText('1');
    await expect(count(other, 'Unassigned')).toContainText('1');
    await takeScreenshot(page, 'queue-desktop-light-en');

    await row(page, 'livrez-vous à Lyon').click();
    await expect(page.getByRole('article').filter({ hasText: 'livrez-vous à Lyon' })).toBeVisible();
    await page.keyboard.press('i');
    await expect(count(page, 'Mine')).toContainText('1');
    await expect(count(other, 'Unassigned')).toContainText('0');
    await expect(row(other, 'livrez-vous à Lyon').getByText('Owner: Léa Aubin', { exact: true })).toBeVisible();
    await takeScreenshot(other, 'held-by-a-colleague-desktop-light-en');

    await page.keyboard.press('r');
    await page.keyboard.type('Oui, commandez avant le 20 décembre. Bonne journée !');
    await takeScreenshot(page, 'composer-desktop-light-en');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('Published', { exact: true })).toBeVisible();
    await expect
      .poll(async () => (await fan.listReplies(comment.uri)).map(({ text }) => text))
      .toEqual(['Oui, commandez avant le 20 décembre. Bonne journée !']);
    await expect(count(page, 'Waiting')).toContainText('1');
    await expect(count(other, 'Waiting')).toContainText('1');
    await takeScreenshot(page, 'answered-desktop-light-en');

    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+E');
    await expect(count(page, 'Waiting')).toContainText('0');
    await expect(count(other, 'Waiting')).toContainText('0');
    await expect(count(page, 'Open')).toContainText('0');
    const counts = await page.evaluate(
      async (path) => (await fetch(path)).json(),
      `/api/v1/workspaces/${WORKSPACE}/counts`,
    );
    expect(counts).toMatchObject({ byStatus: { open: 0, waiting: 0, snoozed: 0, resolved: 1, ignored: 0 } });
    await other.context().close();
  });

  test('a fan who writes again reopens the item', async ({ instance }) => {
    const fan = await instance.network.createAccount({ handle: 'marc-fan.test' });
    const post = await publishPost(instance, instance.brand, 'Atelier dégustation samedi.');
    await fan.reply(post.uri, 'Y a-t-il encore des places ?');
    await page.goto(`${instance.address}/w/${WORKSPACE}/open`);
    await waitForRow(page, 'encore des places');
    await row(page, 'encore des places').click();
    await page.keyboard.press('e');
    await expect(count(page, 'Open')).toContainText('0');
    await fan.reply(post.uri, 'Pour deux personnes, en fait.');
    await waitForRow(page, 'Pour deux personnes');
    await expect(count(page, 'Open')).toContainText('1');
  });

  test("hiding a comment in the inbox hides it under the brand's post", async ({ instance }) => {
    const post = await publishPost(instance, instance.brand, 'Le nouveau mélange du matin.');
    const troll = await instance.network.createAccount({ handle: 'grincheux.test' });
    const comment = await troll.reply(post.uri, 'Achetez plutôt chez moi.');
    await page.goto(`${instance.address}/w/${WORKSPACE}/open`);
    await waitForRow(page, 'plutôt chez moi');
    await row(page, 'plutôt chez moi').click();
    await expect(page.getByRole('article').filter({ hasText: 'plutôt chez moi' })).toBeVisible();
    await page.keyboard.press('!');
    await expect.poll(() => instance.brand.isHidden(comment.uri)).toBe(true);
    await expect(page.getByText('hidden', { exact: true })).toBeVisible();
  });
});
