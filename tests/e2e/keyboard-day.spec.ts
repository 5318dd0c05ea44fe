import type { Page } from '@playwright/test';
import { Day } from './days/day.ts';
import { FANS, parts, signIn } from './days/keyboard-parts.ts';
import { letPeopleWrite, openWorkspace } from './days/prepare-day.ts';
import { test } from './demo-instance.ts';
import { expect } from './instance.ts';

// One instance for this day and the screen reader's. Long enough to take a reply back by keyboard.
test.use({ spec: 'keyboard-day', undoSeconds: 5 });

test.describe.configure({ mode: 'serial' });

test.describe('a day with the keyboard alone', () => {
  let page: Page;
  let day: Day;
  let slug: string;

  test.beforeAll(async ({ browser, demo }) => {
    test.setTimeout(180_000);
    slug = await openWorkspace(browser, demo);
    page = await (await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } })).newPage();
    day = new Day(page, '.data/logs/keyboard-day.log');
    await page.goto(`${demo.address}/sign-in?next=/w/${slug}/open?network=facebook`);
    day.part('Signing in');
    await signIn(day);
    await letPeopleWrite(page, demo, slug, FANS);
    await page.goto(`${demo.address}/w/${slug}/open?network=facebook`);
    await expect(page.locator('a[data-item]').first()).toContainText('Gina');
  });

  for (const { title, work } of parts) {
    test(title, async ({ demo }) => await work({ day, address: demo.address, slug }));
  }
});
