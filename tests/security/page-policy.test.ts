import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { aChannel, anItem, aMessage, aWorkspace } from '#tests/support/factories.ts';
import { appAddresses } from './support/app-routes.ts';
import { aSignedInPage, openBrowser } from './support/browser.ts';
import { countAttempts } from './support/attempts.ts';

const WITHIN = { timeout: 60_000 };

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

/** Markup that an attacker would inject into a page; each piece would leave its own mark when it ran. */
const plants: readonly string[] = [
  `<script>window.planted0 = 1</script>`,
  `<script nonce="Z3Vlc3NlZA==">window.planted1 = 1</script>`,
  `<img src="/nothing.png" onerror="window.planted2 = 1">`,
  `<svg onload="window.planted3 = 1"></svg>`,
  `<script src="/planted.js"></script>`,
  `<script src="http://127.0.0.1:9/planted.js"></script>`,
  `<script src="data:text/javascript,window.planted6=1"></script>`,
  `<iframe srcdoc="<script>parent.planted7 = 1</script>"></iframe>`,
  `<iframe src="javascript:parent.planted8=1"></iframe>`,
  `<base href="http://127.0.0.1:9/">`,
  `<object data="data:text/html,<script>parent.planted10=1</script>"></object>`,
];

const plantedIn = (page: Page) => page.evaluate(() => Object.keys(window).filter((name) => name.startsWith('planted')));

describe('a page with injected markup', () => {
  test('a page runs no injected markup, keeps its own base address, and still works', async () => {
    const { page, violations } = await aSignedInPage(browser, at.admin.userId);
    await page.route('**/planted.js', async (route) => {
      await route.fulfill({ contentType: 'text/javascript', body: 'window.planted4 = 1' });
    });
    await page.route(`**/w/${at.slug}/open`, async (route) => {
      const answer = await route.fetch();
      const html = await answer.text();
      await route.fulfill({ response: answer, body: html.replace(/<body[^>]*>/, (tag) => tag + plants.join('')) });
    });
    await page.goto(`/w/${at.slug}/open`);
    await expect
      .poll(async () => {
        await page.locator('a[data-item]').first().click();
        return await page.getByRole('log').count();
      }, WITHIN)
      .toBe(1);
    expect(await plantedIn(page)).toEqual([]);
    expect(await page.evaluate(() => document.baseURI)).toContain(inject('instanceAddress'));
    expect(violations.length).toBeGreaterThanOrEqual(plants.length - 2);
    countAttempts('scripts planted in a page', plants.length);
    await page.context().close();
  });

  test('an open page runs no script that is injected later', async () => {
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
    await expect.poll(() => violations.length, WITHIN).toBeGreaterThan(1);
    expect(await plantedIn(page)).toEqual([]);
    countAttempts('scripts planted in a page', 2);
    await page.context().close();
  });
});

test('every page opened by an admin stays within its content security policy', async () => {
  const parts = { workspace: at.slug, view: 'open', item: '', channelId, place: 'bluesky', network: 'bluesky' };
  const { page, violations, elsewhere } = await aSignedInPage(browser, at.admin.userId);
  for (const path of appAddresses('page', parts)) {
    await page.goto(path);
    await page.locator('body :is(h1, nav, main, form)').first().waitFor();
    expect(violations, path).toEqual([]);
    expect(elsewhere, path).toEqual([]);
  }
  await page.context().close();
}, 300_000);

test('keys pressed before a page is ready still take effect', async () => {
  const { page } = await aSignedInPage(browser, at.admin.userId);
  await page.goto(`/w/${at.slug}/open`, { waitUntil: 'commit' });
  await page.locator('a[data-item]').first().waitFor();
  expect(await page.evaluate(() => 'takeEarlyKeys' in window)).toBe(true);
  await page.context().close();
});
