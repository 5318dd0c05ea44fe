import type { Page } from '@playwright/test';
import { expect, explore, test } from './demo-instance.ts';

test.use({ spec: 'wrong-clock', undoSeconds: 60 });

const HOUR_MS = 3_600_000;

/** What React and the page complain of from now on. */
function listenToComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  return complaints;
}

/** Loads a page from the server and waits until it listens. */
async function load(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.locator('h1, a[data-item], [data-message]').first()).toBeVisible();
  await page.waitForFunction(() =>
    [...document.querySelectorAll('main a, main button')].some((one) =>
      Object.keys(one).some((key) => key.startsWith('__reactProps')),
    ),
  );
}

test('a browser whose clock is wrong takes over each page as the server sent it', async ({ browser, demo }) => {
  test.setTimeout(180_000);
  const page = await browser.newPage({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
  const workspace = `${demo.address}/w/${await explore(page, demo.setUpLink)}`;
  await page.locator('a[data-item]').first().click();
  await page.getByRole('textbox', { name: 'Reply' }).fill('Merci, nous regardons cela.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^Sending in/u)).toBeVisible();
  const item = page.url();
  await page.goto(`${workspace}/channels`);
  const channel = await page.locator('a[href*="/channels/"]').first().getAttribute('href');

  const complaints = listenToComplaints(page);
  for (const hours of [-20, 20]) {
    await page.clock.setFixedTime(Date.now() + hours * HOUR_MS);
    for (const address of [item, `${workspace}/open`, `${workspace}/channels`, `${demo.address}${channel}`]) {
      await load(page, address);
      expect([hours, address, ...complaints]).toEqual([hours, address]);
    }
  }
});
