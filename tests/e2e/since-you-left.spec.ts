import type { Page } from '@playwright/test';
import pg from 'pg';
import {
  connectBluesky,
  expect,
  type Instance,
  PASSWORD,
  publishPost,
  row,
  signIn,
  takeScreenshot,
  test,
  waitForRow,
} from './instance.ts';

const SLUG = 'atelier-nuit';
const LEAD = 'garance@example.test';
const MANAGER = 'malo@example.test';
const LAMP = 'Is the brass lamp back in stock?';
const STOOL = 'How high is the small stool?';

test.describe.configure({ mode: 'serial' });

/** Runs a statement on the workspace, as only time would change it. */
async function inDatabase({ ownerDatabaseUrl }: Instance, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: ownerDatabaseUrl });
  await client.connect();
  try {
    return await client.query(statement, [SLUG]);
  } finally {
    await client.end();
  }
}

const here = `"workspaceId" = (SELECT "id" FROM "workspace" WHERE "slug" = $1)`;

/** A night passes: everything that has happened is so much longer ago. */
async function nightPasses(instance: Instance): Promise<void> {
  for (const [table, column] of [
    ['message', 'receivedAt'],
    ['item_history', 'createdAt'],
    ['member_departure', 'seenAt'],
  ]) {
    await inDatabase(instance, `UPDATE "${table}" SET "${column}" = "${column}" - interval '14 hours' WHERE ${here}`);
  }
}

test.describe('who comes back is told what happened', () => {
  let lead: Page;
  let manager: Page;
  const line = (page: Page) => page.getByRole('link', { name: /^Since you left, / });

  test.beforeAll(async ({ browser, instance }) => {
    const brand = await instance.network.createAccount({ handle: 'atelier-nuit.test' });
    const fan = await instance.network.createAccount({ handle: 'alba-nuit.test' });
    const other = await instance.network.createAccount({ handle: 'bruno-nuit.test' });
    for (const [email, name] of [
      [LEAD, 'Garance Lead'],
      [MANAGER, 'Malo Manager'],
    ] as const) {
      await instance.admin('create-user', '--email', email, '--password', PASSWORD, '--name', name);
    }
    await instance.admin('create-workspace', '--name', 'Atelier Nuit', '--slug', SLUG, '--owner', LEAD);
    await instance.admin('add-member', '--workspace', SLUG, '--email', MANAGER, '--role', 'manager');
    const post = await publishPost(instance, brand, 'Lamps and stools.');
    await fan.reply(post.uri, LAMP);
    await other.reply(post.uri, STOOL);
    lead = await signIn(browser, instance, LEAD);
    await connectBluesky(lead, instance, SLUG, brand);
    manager = await signIn(browser, instance, MANAGER);
    for (const page of [lead, manager]) {
      await page.goto(`${instance.address}/w/${SLUG}/open`);
      for (const words of [LAMP, STOOL]) await waitForRow(page, words);
    }
  });

  test('what was theirs is known when they leave', async ({ instance }) => {
    for (const words of [LAMP, STOOL]) {
      await row(manager, words).click();
      await expect(manager.getByRole('article').filter({ hasText: words })).toBeVisible();
      await manager.keyboard.press('i');
    }
    const two = async (statement: string) =>
      await expect(async () => expect((await inDatabase(instance, statement)).rows).toHaveLength(2)).toPass();
    await two(`SELECT FROM "item" WHERE ${here} AND "ownerId" IS NOT NULL`);
    await expect(line(manager)).toBeHidden();
    await manager.goto('about:blank');
    await two(`SELECT FROM "departure_item" WHERE ${here} AND "isHeld"`);
    await nightPasses(instance);
  });

  test('the line above the inbox follows what colleagues do, and its key leads to the page', async ({ instance }) => {
    await row(lead, LAMP).click();
    await expect(lead.getByRole('article').filter({ hasText: LAMP })).toBeVisible();
    await lead.keyboard.press('n');
    await expect(lead.getByRole('textbox', { name: /note/i })).toBeFocused();
    await lead.keyboard.type('The shop has two left');
    await lead.keyboard.press('Control+Enter');
    await expect(lead.getByRole('article', { name: /Note/ })).toContainText('The shop has two left');
    await manager.goto(`${instance.address}/w/${SLUG}/open`);
    await expect(line(manager)).toContainText(': 1 changed');
    await row(lead, STOOL).click();
    await expect(lead.getByRole('article').filter({ hasText: STOOL })).toBeVisible();
    await lead.keyboard.press('Shift+E');
    await expect(line(manager)).toContainText('2 changed');
    await takeScreenshot(manager, 'since-you-left-line');

    await manager.keyboard.press('g');
    await manager.keyboard.press('r');
    await expect(manager.getByRole('heading', { name: 'Since you left', level: 1 })).toBeVisible();
    const rows = manager.locator('main a[data-row]');
    await expect(rows).toHaveCount(2);
    await expect(rows.first()).toContainText(/Garance Lead\W? resolved it/);
    await expect(rows.last()).toContainText(/Garance Lead\W? added a note/);
    await takeScreenshot(manager, 'since-you-left');
    await manager.keyboard.press('j');
    await expect(rows.first()).toBeFocused();
    await manager.keyboard.press('j');
    await expect(rows.last()).toBeFocused();
    await manager.keyboard.press('Enter');
    await expect(manager.getByRole('article', { name: /Note/ })).toContainText('The shop has two left');
  });

  test('one key takes note of all, on every device; another takes that back', async ({ browser, instance }) => {
    const phone = await signIn(browser, instance, MANAGER, { viewport: { width: 360, height: 740 }, hasTouch: true });
    await phone.goto(`${instance.address}/w/${SLUG}/open`);
    await expect(line(phone)).toContainText('2 changed');
    await takeScreenshot(phone, 'since-you-left-phone-line');
    await lead.keyboard.press('n');
    await expect(lead.getByRole('textbox', { name: /note/i })).toBeFocused();
    await lead.keyboard.type('It is 45 cm high');
    await lead.keyboard.press('Control+Enter');
    await expect(lead.getByRole('article', { name: /Note/ })).toContainText('It is 45 cm high');

    await manager.keyboard.press('g');
    await manager.keyboard.press('r');
    await expect(manager.getByRole('button', { name: /Got it/ })).toBeVisible();
    // Who comes to the page again sees what has happened meanwhile.
    await expect(manager.locator('main a[data-row]').first()).toContainText(/added a note · .*resolved it/);
    await manager.keyboard.press('v');
    await expect(manager.getByText('You are up to date')).toBeVisible();
    await expect(line(phone)).toBeHidden();
    await manager.keyboard.press('z');
    await expect(manager.locator('main a[data-row]')).toHaveCount(2);
    await expect(line(phone)).toContainText('2 changed');
    await line(phone).click();
    await phone.getByRole('button', { name: /Got it/ }).click();
    await expect(phone.getByText('You are up to date')).toBeVisible();
    await manager.keyboard.press('g');
    await manager.keyboard.press('i');
    await expect(line(manager)).toBeHidden();
  });
});
