import { setUpLink } from '#lib/users/set-up-code.ts';
import { test as base } from '@playwright/test';
import type { Serving } from '#scripts/serve/serve.ts';
import { serveParvis } from '#tests/support/serve-parvis.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import { expect, explore } from './demo-instance.ts';

const test = base.extend<object, { parvis: Serving }>({
  parvis: [
    // Playwright wants a destructured first parameter, and this fixture leans on no other.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const parvis = await serveParvis({ SANDBOX_QUIET: 'true', PARVIS_UNDO_SECONDS: '1' }, { demo: true });
      await use(parvis);
      await parvis.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

// A page with a service worker recovers as one without.
test.use({ serviceWorkers: 'allow' });

async function killWeb(parvis: Serving): Promise<void> {
  const pid = await waitFor('a web process runs', () => parvis.pids().web);
  process.kill(pid, 'SIGKILL');
  await waitFor('the web process is gone', () => parvis.pids().web !== pid);
}

test('a page that is open while the web process is killed recovers without a reload, keeps its draft and sends it', async ({
  parvis,
  page,
}) => {
  test.setTimeout(240_000);
  await explore(page, setUpLink(parvis.address, parvis.env.PARVIS_SECRET));
  await page.locator('a[data-item]').first().click();
  const draft = page.getByRole('textbox', { name: 'Reply' });
  await draft.click();
  await page.keyboard.type('Written before, ');
  await page.evaluate(() => Object.assign(window, { wasNeverReloaded: true }));

  // Kill it again until the page has noticed: each time, the web stays away for longer.
  await expect(async () => {
    await killWeb(parvis);
    await expect(
      page.getByText('You’re offline. You can keep reading; what you write will be sent later.'),
    ).toBeVisible({
      timeout: 8_000,
    });
  }).toPass({ timeout: 90_000 });
  await page.keyboard.type('written while it was down, ');

  await expect(page.getByText('You’re offline. You can keep reading; what you write will be sent later.')).toBeHidden({
    timeout: 60_000,
  });
  await page.keyboard.type('written afterwards.');
  await expect(draft).toHaveValue('Written before, written while it was down, written afterwards.');
  expect(await page.evaluate(() => 'wasNeverReloaded' in window)).toBe(true);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('article').filter({ hasText: 'written while it was down' })).toBeVisible();
  await expect(
    page.getByRole('article').filter({ hasText: 'written while it was down' }).getByText('Published', { exact: true }),
  ).toBeVisible();
});
