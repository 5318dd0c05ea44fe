import type { Page } from '@playwright/test';
import { connectBluesky, expect, PASSWORD, publishPost, row, signIn, test, waitForRow } from './instance.ts';

const SLUG = 'atelier-ouest';
const LEAD = 'maud@example.test';
const MANAGER = 'yanis@example.test';
const QUESTION = 'Do you repair chairs?';

test.describe.configure({ mode: 'serial' });

test.describe('a mention reaches a colleague', () => {
  let lead: Page;
  let manager: Page;

  test.beforeAll(async ({ browser, instance }) => {
    const brand = await instance.network.createAccount({ handle: 'atelier-ouest.test' });
    const fan = await instance.network.createAccount({ handle: 'alba-ouest.test' });
    for (const [email, name] of [
      [LEAD, 'Maud Lead'],
      [MANAGER, 'Yanis Manager'],
    ] as const) {
      await instance.admin('create-user', '--email', email, '--password', PASSWORD, '--name', name);
    }
    await instance.admin('create-workspace', '--name', 'Atelier Ouest', '--slug', SLUG, '--owner', LEAD);
    await instance.admin('add-member', '--workspace', SLUG, '--email', MANAGER, '--role', 'manager');
    const post = await publishPost(instance, brand, 'The workshop is open again.');
    await fan.reply(post.uri, QUESTION);
    lead = await signIn(browser, instance, LEAD);
    await connectBluesky(lead, instance, SLUG, brand);
    manager = await signIn(browser, instance, MANAGER);
    await manager.goto(`${instance.address}/w/${SLUG}/mine`);
    await lead.goto(`${instance.address}/w/${SLUG}/open`);
    await waitForRow(lead, QUESTION);
    await row(lead, QUESTION).click();
  });

  test('who is mentioned sees it on the bell without a reload, and opens it with the keyboard', async () => {
    const bell = manager.getByRole('link', { name: /^Notifications/ });
    await expect(bell).toHaveAccessibleName('Notifications');
    await lead.keyboard.press('n');
    await lead.keyboard.type('@yan');
    await expect(lead.getByRole('option', { name: 'Yanis Manager' })).toBeVisible();
    await lead.keyboard.press('Enter');
    await lead.keyboard.type('you know chairs');
    await lead.keyboard.press('Control+Enter');
    await expect(bell).toHaveAccessibleName('Notifications: 1 unread');

    await manager.keyboard.press('g');
    await manager.keyboard.press('n');
    const link = manager.getByRole('link', { name: /Maud Lead\W? mentions you in a note/ });
    await expect(link).toContainText('@Yanis Manager you know chairs');
    await manager.keyboard.press('j');
    await expect(link).toBeFocused();
    await manager.keyboard.press('Enter');
    await expect(manager.getByRole('article', { name: /Note .*Maud Lead/ })).toContainText('you know chairs');
    await expect(bell).toHaveAccessibleName('Notifications');
  });

  test('who looks at the item now is not notified; the note is edited in place', async () => {
    const bell = manager.getByRole('link', { name: /^Notifications/ });
    await lead.getByRole('button', { name: 'Edit note' }).click();
    await lead.getByRole('textbox', { name: 'Text of the note' }).fill('@Yanis Manager you know tables');
    await lead.getByRole('button', { name: 'Save', exact: true }).click();
    const note = manager.getByRole('article', { name: /Note .*Maud Lead/ });
    await expect(note).toContainText('you know tables');
    await expect(note).toContainText('edited');
    await expect(bell).toHaveAccessibleName('Notifications');
  });
});
