import { type Page, test as base } from '@playwright/test';
import pg from 'pg';
import { runNode } from '#scripts/process/run-node.ts';
import { serveParvis } from '#tests/support/serve-parvis.ts';
import { expect, PASSWORD } from './instance.ts';
import { noForeignRequests } from './no-foreign-requests.ts';

const SLUG = 'atelier-nord';
const EMAIL = 'nora@example.test';
const ITEMS = 20_000;

type Crowded = { address: string };

const test = base.extend<object, { crowded: Crowded; noForeignRequests: undefined }>({
  noForeignRequests: [noForeignRequests, { scope: 'worker', auto: true }],
  crowded: [
    // Playwright wants a destructured first parameter, and this fixture leans on no other.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const parvis = await serveParvis({});
      const admin = async (...args: string[]) => await runNode('scripts/admin.ts', { args, env: parvis.env });
      await admin('create-user', '--email', EMAIL, '--password', PASSWORD, '--name', 'Nora Lind');
      await admin('create-workspace', '--name', 'Atelier Nord', '--slug', SLUG, '--owner', EMAIL);
      await fill(parvis.ownerDatabaseUrl);
      await use({ address: parvis.address });
      await parvis.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

async function fill(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(
      `WITH w AS (SELECT "id" FROM "workspace" WHERE "slug" = $1), c AS (
         INSERT INTO "channel" ("workspaceId", "network", "externalId", "handle", "name", "status")
         SELECT "id", 'bluesky', 'did:plc:nord', 'nord.test', 'Atelier Nord', 'paused' FROM w RETURNING "workspaceId", "id"
       ), p AS (
         INSERT INTO "contact" ("workspaceId", "name") SELECT "id", 'Léa Fontaine' FROM w RETURNING "id"
       )
       INSERT INTO "item" ("workspaceId", "channelId", "network", "kind", "threadKey", "threadExternalId", "contactId", "preview",
         "firstMessageAt", "lastInboundAt", "lastActivityAt")
       SELECT c."workspaceId", c."id", 'bluesky', 'comment', 'thread ' || n, 'thread ' || n, p."id", 'Parcel ' || n, at, at, at
       FROM c, p, generate_series(1, $2::int) n, LATERAL (SELECT now() - n * interval '1 second' AS at) t`,
      [SLUG, ITEMS],
    );
  } finally {
    await client.end();
  }
}

const jobs = (page: Page) => page.getByRole('region', { name: 'Acts on many items' });

test('all that match is resolved in the background, through other pages and a reload, and taken back as a whole', async ({
  browser,
  crowded,
}) => {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${crowded.address}/sign-in`);
  await page.getByLabel(/e-?mail/i).fill(EMAIL);
  await page
    .getByLabel(/password/i)
    .first()
    .fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/w\//);
  await page.goto(`${crowded.address}/w/${SLUG}/open`);
  await expect(page.locator('a[data-item]').first()).toBeVisible();

  await expect(async () => {
    await page.keyboard.press('*');
    await page.keyboard.press('s');
    await expect(page.getByText('20,000 selected')).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await page.keyboard.press('e');
  await expect(jobs(page).getByText(/^Resolving: [\d,]+ of 20,000$/)).toBeVisible();
  await expect(jobs(page).getByRole('button', { name: 'Cancel' })).toBeVisible();

  // It goes on under another page, and after a reload.
  await page.goto(`${crowded.address}/w/${SLUG}/settings`);
  await page.reload();
  await expect(jobs(page).getByText('Resolved: 20,000 items')).toBeVisible({ timeout: 60_000 });
  await page.goto(`${crowded.address}/w/${SLUG}/open`);
  await expect(page.locator('a[data-item]')).toHaveCount(0);

  await jobs(page).getByRole('button', { name: 'Undo all' }).click();
  await expect(jobs(page).getByText('20,000 items put back')).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('a[data-item]').first()).toBeVisible();
  await jobs(page).getByRole('button', { name: 'Dismiss' }).click();
  await expect(jobs(page)).toBeHidden();
  await context.close();
});
