import type { Page } from '@playwright/test';
import { expect, explore, test } from './demo-instance.ts';
import { row, waitForRow } from './instance.ts';

test.describe.configure({ mode: 'serial' });

test.describe('what others wrote', () => {
  let page: Page;
  const errors: string[] = [];

  test.beforeAll(async ({ browser, demo }) => {
    test.setTimeout(180_000);
    page = await (await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } })).newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`);
    });
    await explore(page, demo.setUpLink);
  });

  test('is marked with its language, on the row and in the thread', async ({ demo }) => {
    const under = await demo.order<string>('facebook', 'brandPosts', { text: 'Le thé à la bergamote est de retour.' });
    const text = 'Wann kommt mein Paket endlich an? Ich warte schon eine Woche';
    await demo.order('facebook', 'fanWrites', { kind: 'comment', text, fan: 'noa', under });
    await page.goto(page.url().replace(/\?.*$/u, ''));
    await waitForRow(page, text);
    await expect(row(page, text).locator('bdi[lang="de"]')).toHaveText(text);
    await row(page, text).click();
    const message = page.getByRole('article').filter({ hasText: text });
    await expect(message.locator('[dir="auto"][lang="de"]')).toHaveText(text);
  });

  test('every picture of the demo is there', async () => {
    await page.keyboard.press('Escape');
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('article').first()).toBeVisible();
      await page.waitForLoadState('networkidle');
    }
    await page.goto(page.url().replace(/\/w\/([^/]+)\/.*$/u, '/w/$1/channels'));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(errors).toEqual([]);
  });

  test('a member who closes the tab is gone for the others at once', async ({ demo, browser }) => {
    const context = await browser.newContext({ storageState: await page.context().storageState() });
    const other = await context.newPage();
    const path = await page.evaluate(async () => {
      const slug = location.pathname.split('/')[2];
      const answer = await fetch(`/api/v1/workspaces/${slug}/items?limit=1`);
      const { items } = (await answer.json()) as { items: { id: string }[] };
      return `/w/${slug}/all/${items[0]?.id}`;
    });
    const left = other.waitForRequest(
      (request) => request.url().endsWith('/presence') && request.postData()?.includes('gone') === true,
    );
    const looked = other.waitForResponse((response) => response.url().endsWith('/presence'));
    await other.goto(`${demo.address}${path}`);
    expect((await looked).status()).toBe(200);
    await other.close({ runBeforeUnload: true });
    expect((await left).method()).toBe('POST');
    await context.close();
  });
});
