import type { Page } from '@playwright/test';
import { connectBluesky, expect, PASSWORD, publishPost, row, signIn, test, waitForRow } from './instance.ts';

const SLUG = 'atelier-est';
const LEAD = 'iris@example.test';
const MANAGER = 'samir@example.test';
const QUESTION = 'Is the round table back?';

test.describe.configure({ mode: 'serial' });

test.describe('several people on one item', () => {
  let lead: Page;
  let manager: Page;

  test.beforeAll(async ({ browser, instance }) => {
    const brand = await instance.network.createAccount({ handle: 'atelier-est.test' });
    const fan = await instance.network.createAccount({ handle: 'alba-est.test' });
    for (const [email, name] of [
      [LEAD, 'Iris Lead'],
      [MANAGER, 'Samir Manager'],
    ] as const) {
      await instance.admin('create-user', '--email', email, '--password', PASSWORD, '--name', name);
    }
    await instance.admin('create-workspace', '--name', 'Atelier Est', '--slug', SLUG, '--owner', LEAD);
    await instance.admin('add-member', '--workspace', SLUG, '--email', MANAGER, '--role', 'manager');
    const post = await publishPost(instance, brand, 'Our oak tables are back.');
    await fan.reply(post.uri, QUESTION);
    lead = await signIn(browser, instance, LEAD);
    await connectBluesky(lead, instance, SLUG, brand);
    manager = await signIn(browser, instance, MANAGER);
    for (const page of [lead, manager]) {
      await page.goto(`${instance.address}/w/${SLUG}/open`);
      await waitForRow(page, QUESTION);
      await row(page, QUESTION).click();
    }
  });

  test('a colleague asks with a word, and the holder hands the item over with one key', async () => {
    await lead.keyboard.press('i');
    await expect(manager.getByText('Owner: Iris Lead').first()).toBeAttached();
    await manager.keyboard.press('Shift+I');
    await manager.getByRole('textbox', { name: /A word for/ }).fill('I know her');
    await manager.keyboard.press('Enter');
    await expect(lead.getByText(/asks for it: “\W?I know her\W?”/)).toBeVisible();
    await lead.keyboard.press('y');
    await expect(manager.getByText('Owner: Samir Manager').first()).toBeAttached();
    await expect(lead.getByText(/asks for it/)).toBeHidden();
  });

  test('the lead gives a colleague a part, who finishes it with a key', async () => {
    await lead.keyboard.press('a');
    await lead.keyboard.type('+ Iris');
    await lead.keyboard.press('Enter');
    const part = (page: Page) => page.getByRole('region', { name: 'People on this item' });
    await expect(part(manager).getByText(/Iris Lead\W?: part to do/)).toBeAttached();
    await lead.keyboard.press('d');
    await expect(part(manager).getByText(/Iris Lead\W?: part done/)).toBeAttached();
  });

  test('a row is dragged onto a person in the rail, and the lead’s view says who has it', async () => {
    await row(lead, QUESTION).dragTo(lead.getByRole('navigation').getByRole('link', { name: /Iris Lead/ }));
    await expect(manager.getByText('Owner: Iris Lead').first()).toBeAttached();
    await lead.keyboard.press('g');
    await lead.keyboard.press('t');
    await expect(
      lead
        .getByRole('row', { name: /Iris Lead/ })
        .getByRole('cell')
        .first(),
    ).toHaveText('1');
  });
});
