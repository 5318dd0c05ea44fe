import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { aChannel, anItem, aMessage, aWorkspace } from '#tests/support/factories.ts';
import { appAddresses } from './support/app-routes.ts';
import { aSignedInPage, openBrowser } from './support/browser.ts';
import { countAttempts } from './support/attempts.ts';

let browser: Browser;
let at: Awaited<ReturnType<typeof aWorkspace>>;
let channelId: string;

beforeAll(async () => {
  browser = await openBrowser();
  at = await aWorkspace();
  ({ id: channelId } = await aChannel({ workspaceId: at.workspaceId }));
  const item = await anItem({ workspaceId: at.workspaceId, channelId });
  await aMessage({ workspaceId: at.workspaceId, itemId: item.id });
});

afterAll(async () => {
  await browser.close();
});

/** What an attacker who found a way to put markup into a page would put there. */
const plants: Readonly<Record<string, string>> = {
  'an inline script': `<script>window.planted = 1</script>`,
  'an inline script with a nonce of its own': `<script nonce="Z3Vlc3NlZA==">window.planted = 1</script>`,
  'an inline handler': `<img src="/nothing.png" onerror="window.planted = 1">`,
  'a handler of an animation': `<svg onload="window.planted = 1"></svg>`,
  'a script of our own address': `<script src="/api/v1/openapi.json"></script><script src="/planted.js"></script>`,
  'a script from elsewhere': `<script src="http://127.0.0.1:9/planted.js"></script>`,
  'a script as an address': `<script src="data:text/javascript,window.planted=1"></script>`,
  'a frame with a script': `<iframe srcdoc="<script>parent.planted = 1</script>"></iframe>`,
  'a frame at a script': `<iframe src="javascript:parent.planted=1"></iframe>`,
  'another base for the scripts behind it': `<base href="http://127.0.0.1:9/">`,
  'an object with a script': `<object data="data:text/html,<script>parent.planted=1</script>"></object>`,
};

/** Opens the queue with `markup` put at the beginning of its body, as if the server had let it through. */
async function openPlanted(page: Page, markup: string): Promise<void> {
  await page.route('**/planted.js', async (route) => {
    await route.fulfill({ contentType: 'text/javascript', body: 'window.planted = 1' });
  });
  await page.route(`**/w/${at.slug}/open`, async (route) => {
    const answer = await route.fetch();
    const html = await answer.text();
    await route.fulfill({ response: answer, body: html.replace(/<body[^>]*>/, (tag) => tag + markup) });
  });
  await page.goto(`/w/${at.slug}/open`);
  await page.locator('a[data-item]').first().waitFor();
  await page.keyboard.press('j');
  await page.getByRole('log').waitFor();
}

describe('a page into which markup was planted', () => {
  test.each(Object.entries(plants))('does not run %s, and works', async (_name, markup) => {
    const { page, violations } = await aSignedInPage(browser, at.admin.userId);
    await openPlanted(page, markup);
    expect(await page.evaluate(() => 'planted' in window)).toBe(false);
    expect(await page.evaluate(() => document.baseURI)).toContain(inject('instanceAddress'));
    expect(violations.length).toBeGreaterThan(0);
    countAttempts('scripts planted in a page');
    await page.context().close();
  });

  test('runs no script that is planted once it is open: an injected handler, a link of javascript', async () => {
    const { page, violations } = await aSignedInPage(browser, at.admin.userId);
    await page.goto(`/w/${at.slug}/open`);
    await page.locator('a[data-item]').first().waitFor();
    await page.evaluate(() => {
      document.body.insertAdjacentHTML(
        'beforeend',
        `<button id="planted" onclick="window.planted = 1">x</button><a id="link" href="javascript:window.planted=1">x</a>`,
      );
      document.querySelector<HTMLElement>('#planted')?.click();
      document.querySelector<HTMLElement>('#link')?.click();
    });
    await expect.poll(() => violations.length).toBeGreaterThan(1);
    expect(await page.evaluate(() => 'planted' in window)).toBe(false);
    countAttempts('scripts planted in a page', 2);
    await page.context().close();
  });
});

test('every page of the app, opened by an admin, stays within its own policy', async () => {
  const parts = { workspace: at.slug, view: 'open', item: '', channelId, place: 'bluesky', network: 'bluesky' };
  const { page, violations, elsewhere } = await aSignedInPage(browser, at.admin.userId);
  for (const path of appAddresses('page', parts)) {
    await page.goto(path, { waitUntil: 'load' });
    await page.locator('body :is(h1, nav, main, form)').first().waitFor();
    expect(violations, path).toEqual([]);
    expect(elsewhere, path).toEqual([]);
  }
  await page.context().close();
});

test('keys that are pressed before a page listens still count', async () => {
  const { page } = await aSignedInPage(browser, at.admin.userId);
  await page.goto(`/w/${at.slug}/open`, { waitUntil: 'commit' });
  await page.locator('a[data-item]').first().waitFor();
  expect(await page.evaluate(() => 'takeEarlyKeys' in window)).toBe(true);
  await page.context().close();
});
