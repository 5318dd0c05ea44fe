import type { Page } from '@playwright/test';
import { recordAnnouncements } from './days/announcements.ts';
import { Day } from './days/day.ts';
import { openWorkspace, letPeopleWrite, signedIn } from './days/prepare-day.ts';
import { FANS, parts } from './days/reader-parts.ts';
import { test } from './demo-instance.ts';
import { expect } from './instance.ts';

test.use({ spec: 'screen-reader-day', undoSeconds: 5 });

test.describe.configure({ mode: 'serial' });

test.describe('a day as a screen reader says it', () => {
  let page: Page;
  let day: Day;
  let slug: string;

  test.beforeAll(async ({ browser, demo }) => {
    test.setTimeout(180_000);
    slug = await openWorkspace(browser, demo);
    page = await signedIn(browser, demo, slug);
    await recordAnnouncements(page);
    await letPeopleWrite(page, demo, slug, FANS);
    day = new Day(page, '.data/logs/screen-reader-day.log');
    await page.goto(`${demo.address}/w/${slug}/open?network=facebook`);
    await expect(page.locator('a[data-item]').first()).toContainText('Tina');
  });

  for (const { title, work } of parts) {
    test(title, async ({ demo }) => await work({ day, demo, slug }));
  }
});
