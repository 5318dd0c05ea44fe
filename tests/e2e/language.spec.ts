import { type AddressInfo, connect, createServer } from 'node:net';
import type { Page } from '@playwright/test';
import { expect, explore, test } from './demo-instance.ts';
import { row, waitForRow } from './instance.ts';

test.use({ spec: 'language' });

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

  /** Whether every picture in sight is loaded, or was given up. */
  const picturesAreIn = () =>
    page.evaluate(() =>
      [...document.images].every((image) => {
        const { top, bottom, width } = image.getBoundingClientRect();
        return image.complete || width === 0 || bottom < 0 || top > window.innerHeight;
      }),
    );

  test('every picture of the demo is there', async () => {
    const rows = page.locator('a[data-item]');
    for (let at = 0; at < 12; at += 1) {
      await rows.nth(at).click();
      await expect(page.getByRole('article').first()).toBeVisible();
      await expect.poll(picturesAreIn).toBe(true);
    }
    await page.goto(page.url().replace(/\/w\/([^/]+)\/.*$/u, '/w/$1/channels'));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect.poll(picturesAreIn).toBe(true);
    expect(errors).toEqual([]);
  });

  test('a member who closes the tab is reported to have left, once', async ({ demo, browser }) => {
    const context = await browser.newContext({ storageState: await page.context().storageState() });
    const other = await context.newPage();
    // The browser's tools do not show what is sent while a page closes.
    const reported: string[] = [];
    const wire = await listenIn(demo.address, (sent) => {
      for (const [, state = ''] of sent.matchAll(/"state":"(looking|writing|gone)"/gu)) reported.push(state);
    });
    const path = await page.evaluate(async () => {
      const slug = location.pathname.split('/')[2];
      const answer = await fetch(`/api/v1/workspaces/${slug}/items?limit=1`);
      const { items } = (await answer.json()) as { items: { id: string }[] };
      return `/w/${slug}/all/${items[0]?.id}`;
    });
    const looked = other.waitForResponse((response) => response.url().endsWith('/presence'));
    await other.goto(`${wire.address}${path}`);
    expect((await looked).ok()).toBe(true);
    await other.close({ runBeforeUnload: true });
    await expect.poll(() => reported).toEqual(['looking', 'gone']);
    wire.stop();
    await context.close();
  });
});

/** Passes every connection on to the web, and shows what the browser sends on it. */
async function listenIn(address: string, hear: (sent: string) => void) {
  const { hostname, port } = new URL(address);
  const server = createServer((browser) => {
    const web = connect(Number(port), hostname);
    browser.on('data', (data) => hear(data.toString()));
    browser.pipe(web).pipe(browser);
    browser.on('error', () => web.destroy());
    web.on('error', () => browser.destroy());
  });
  await new Promise<void>((ready) => server.listen(0, hostname, ready));
  return {
    address: `http://${hostname}:${(server.address() as AddressInfo).port}`, // it listens on a port
    stop: () => void server.close(),
  };
}
