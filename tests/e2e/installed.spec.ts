import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from '@playwright/test';
import { startPushService } from '#tests/support/push-service.ts';
import { expect, explore, test } from './demo-instance.ts';

test.use({ spec: 'installed', serviceWorkers: 'allow' });

const OFFLINE = 'You’re offline. You can keep reading; what you write will be sent later.';

let context: BrowserContext;
let page: Page;
let slug: string;
let push: Awaited<ReturnType<typeof startPushService>>;

test.beforeAll(async ({ browser, demo }) => {
  test.setTimeout(180_000);
  push = await startPushService();
  context = await browser.newContext({
    baseURL: demo.address,
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
    permissions: ['notifications'],
  });
  page = await context.newPage();
  slug = await explore(page, demo.setUpLink);
});

test.afterAll(async () => {
  await context.close();
  await push.stop();
});

const keptPages = () =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('parvis-kept:'));
    const pages = await Promise.all(
      names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
    );
    return pages.flat();
  });

const rows = () => page.locator('a[data-item]');

test('the list that was read last is there without a connection', async ({ demo }) => {
  const violations: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text());
  });
  await page.goto(`/w/${slug}/open`);
  await expect.poll(keptPages).toEqual([`${demo.address}/w/${slug}/open`]);
  await page.reload();
  const first = (await rows().first().textContent()) ?? '';
  expect(first.length).toBeGreaterThan(10);
  await expect.poll(keptPages).toHaveLength(1);

  await context.setOffline(true);
  await page.reload();
  await expect(rows().first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Queue' }).getByText(OFFLINE)).toBeVisible();
  // The icon on the home screen leads to it too.
  await page.goto('/');
  await expect(page).toHaveURL(`${demo.address}/w/${slug}/open`);
  await expect(rows().first()).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole('region', { name: 'Queue' }).getByText(OFFLINE)).toBeHidden({ timeout: 60_000 });
  expect(violations).toEqual([]);
});

test('a notification is switched on for this browser, arrives, and opens its item in the window that is there', async ({
  demo,
}) => {
  const browser = push.aBrowser();
  await page.exposeFunction('trustKey', push.trust);
  // This browser has no push service: ours takes its place.
  await page.addInitScript(
    (given) => {
      const subscription = { unsubscribe: async () => true, toJSON: () => given };
      let isOn = false;
      PushManager.prototype.getSubscription = async () => (isOn ? subscription : null) as PushSubscription | null;
      PushManager.prototype.subscribe = async (options) => {
        await (window as unknown as { trustKey: (key: string) => Promise<void> }).trustKey(
          options?.applicationServerKey as string,
        );
        isOn = true;
        return subscription as unknown as PushSubscription;
      };
    },
    { endpoint: browser.subscription.endpoint, keys: browser.subscription },
  );
  const id = (await rows().first().getAttribute('data-item')) ?? '';
  await page.goto(`/w/${slug}/settings/notifications`);
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByRole('button', { name: 'Send a test' }).click();
  await expect
    .poll(() => browser.received.map(({ message }) => message.body))
    .toEqual(['Notifications arrive on this device.']);
  expect(push.refused).toEqual([]);
  await expect(page.getByText('Sent. It appears in a moment')).toBeVisible();

  // As the browser's push service hands it to the service worker.
  const path = `/w/${slug}/all/${id}`;
  await deliver(demo.address, {
    title: 'Maison Lune',
    body: 'Karim mentions you in a note',
    language: 'en',
    path,
    tag: path,
  });
  const shown = () =>
    page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ body }) => body));
  await expect.poll(shown).toEqual(['Karim mentions you in a note']);
  const [worker] = context.serviceWorkers();
  await worker?.evaluate(`self.registration.getNotifications().then(([notification]) =>
    self.dispatchEvent(new NotificationEvent('notificationclick', { notification })))`);
  await expect(page).toHaveURL(new RegExp(`${path}$`));
  expect(await shown()).toEqual([]);

  // It is before the reader's eyes now.
  await deliver(demo.address, { title: 'Maison Lune', body: 'Seen', language: 'en', path, tag: 'seen' });
  await deliver(demo.address, { title: 'Maison Lune', body: 'Elsewhere', language: 'en', path: '/', tag: 'other' });
  await expect.poll(shown).toEqual(['Elsewhere']);

  await page.goto(`/w/${slug}/settings/notifications`);
});

test('a page of an older version offers the new one, and keeps what is being written', async ({ browser, demo }) => {
  const build = readFileSync('.next/BUILD_ID', 'utf8').trim();
  // A browser in which no service worker answers yet: its first page is made to look like one of an older build.
  const older = await browser.newContext({ baseURL: demo.address, storageState: await context.storageState() });
  const old = await older.newPage();
  await old.route(`**/w/${slug}/open`, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replaceAll(build, 'older') });
  });
  await old.goto(`/w/${slug}/open`);
  await expect(old.getByText('A new version of Parvis is ready.').first()).toBeVisible({ timeout: 60_000 });
  await old.locator('a[data-item]').first().click();
  const draft = old.getByRole('textbox', { name: 'Reply' });
  await draft.click();
  await old.keyboard.type('Written before the reload');
  await old.getByRole('button', { name: 'Reload' }).click();
  await expect(old.getByText('A new version of Parvis is ready.').first()).toBeHidden();
  await expect(draft).toHaveValue('Written before the reload');
  await older.close();
});

test('nothing that was kept stays after signing out', async () => {
  await page.goto(`/w/${slug}/open`);
  await expect.poll(keptPages).toHaveLength(1);
  await page.goto('/sign-out');
  await page.locator('main').getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL('**/sign-in**');
  await expect.poll(keptPages).toEqual([]);
  await context.setOffline(true);
  await expect(page.goto(`/w/${slug}/open`)).rejects.toThrow('ERR_FAILED');
});

/** Hands a push message to the service worker, as the browser does with what comes from its push service. */
async function deliver(origin: string, message: object): Promise<void> {
  const session = await context.newCDPSession(page);
  const registrationId = await new Promise<string>((found) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL.startsWith(origin));
      if (own) found(own.registrationId);
    });
    void session.send('ServiceWorker.enable');
  });
  // The session stays: it ends with the page, and a message that it has not handed over yet would end with it.
  await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: JSON.stringify(message) });
}
