import type { Page } from '@playwright/test';
import { type DemoInstance, expect, explore, test } from './demo-instance.ts';
import { waitForRow, takeScreenshot, row } from './instance.ts';

test.use({ spec: 'networks' });

test.describe.configure({ mode: 'serial' });

const DAY_MS = 24 * 3_600_000;

/** Each network with a kind of message that people write on it. */
const NETWORKS = [
  ['facebook', 'comment'],
  ['instagram', 'message'],
  ['threads', 'comment'],
  ['x', 'comment'],
  ['linkedin', 'comment'],
  ['youtube', 'comment'],
  ['tiktok', 'comment'],
  ['google', 'review'],
] as const;

test.describe('every network, in the demo workspace', () => {
  let page: Page;
  let slug: string;

  test.beforeAll(async ({ browser, demo }) => {
    test.setTimeout(180_000);
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    slug = await explore(page, demo.setUpLink);
  });

  /** Writes as a fan, pulls the channel, waits for the item and opens it. */
  async function writeAndOpen(
    demo: DemoInstance,
    network: string,
    kind: string,
    text: string,
    { sort = 'newest', ...more }: { sort?: string; agoMs?: number; fan?: string } = {},
  ) {
    const under =
      kind === 'comment'
        ? await demo.order<string>(network, 'brandPosts', { text: 'Dites-nous tout, nous lisons chaque mot.' })
        : undefined;
    const id = await demo.order<string>(network, 'fanWrites', {
      kind,
      text,
      fan: 'noa',
      ...(under ? { under } : {}),
      ...(kind === 'review' ? { rating: 4 } : {}),
      ...more,
    });
    await pullNow(network);
    // Webhooks are processed later; sorted by oldest, an item that comes after the page was loaded is out of sight.
    await expect
      .poll(async () => (await api<{ items: { preview: string }[] }>(`items?status=open&sort=${sort}&limit=100`)).items)
      .toContainEqual(expect.objectContaining({ preview: expect.stringContaining(text.slice(0, 30)) }));
    await page.goto(`${demo.address}/w/${slug}/open?sort=${sort}`);
    await waitForRow(page, text);
    await row(page, text).click();
    await expect(page.getByRole('article').filter({ hasText: text })).toBeVisible();
    return id;
  }

  /** Pulls the network's channels now, as the button on their page does. */
  async function pullNow(network: string) {
    const { channels } = await api<{ channels: { id: string; network: string }[] }>('channels');
    for (const channel of channels.filter((one) => one.network === network)) {
      await api(`channels/${channel.id}/pull`, 'POST');
    }
  }

  async function api<T>(path: string, method = 'GET'): Promise<T> {
    return await page.evaluate(async ([address, how]) => (await fetch(address, { method: how })).json(), [
      `/api/v1/workspaces/${slug}/${path}`,
      method,
    ] as const);
  }

  async function answer(text: string) {
    await page.keyboard.press('r');
    await page.keyboard.type(text);
    await page.keyboard.press('Control+Enter');
    await expect(
      page.getByRole('article').filter({ hasText: text }).getByText('Published', { exact: true }),
    ).toBeVisible();
  }

  for (const [network, kind] of NETWORKS) {
    test(`${network}: a ${kind} arrives, is answered, and the answer is visible to the audience`, async ({
      demo,
      browser,
    }) => {
      const id = await writeAndOpen(demo, network, kind, `Bonjour ${network}, encore ouvert ?`);
      await answer(`Oui, jusqu’à 19 h (${network}).`);
      expect(await demo.order(network, 'answersTo', { id })).toEqual([`Oui, jusqu’à 19 h (${network}).`]);
      const audience = await browser.newPage();
      await audience.goto(`${demo.sandbox}/${network}/_public`);
      await expect(audience.getByText(`Oui, jusqu’à 19 h (${network}).`).first()).toBeVisible();
      await takeScreenshot(audience, `public-${network}`);
      await audience.close();
    });
  }

  test('hiding a comment in the inbox hides it on Facebook', async ({ demo }) => {
    const id = await writeAndOpen(demo, 'facebook', 'comment', 'Allez plutôt chez le voisin');
    await page.keyboard.press('!');
    await expect.poll(() => demo.order('facebook', 'isSet', { kind: 'hide', id })).toBe(true);
  });

  test('a comment gets one private reply', async ({ demo }) => {
    const id = await writeAndOpen(demo, 'facebook', 'comment', 'Mon colis 4127 est perdu');
    await page.keyboard.press('r');
    await page.getByRole('tab', { name: /private/i }).click();
    await expect(page.locator('form textarea')).toBeFocused();
    await page.keyboard.type('Nous regardons, pouvez-vous confirmer votre adresse ?');
    await page.keyboard.press('Control+Enter');
    await expect
      .poll(() => demo.order('facebook', 'answersTo', { id }))
      .toEqual(['Nous regardons, pouvez-vous confirmer votre adresse ?']);
    await expect(page.getByText(/one private reply/i).first()).toBeVisible();
    await takeScreenshot(page, 'private-reply-used-desktop-light-en');
  });

  test('a closed reply window is explained in the composer', async ({ demo }) => {
    await writeAndOpen(demo, 'instagram', 'message', 'Vous étiez ouverts la semaine dernière ?', {
      agoMs: 9 * DAY_MS,
      // Not one of the demo's people: a newer message of the same person would open the window again.
      fan: 'elise',
      sort: 'oldest',
    });
    await page.keyboard.press('r');
    await expect(page.getByText(/window.*closed/i).first()).toBeVisible();
    await takeScreenshot(page, 'window-closed-desktop-light-en');
  });

  test('a mention whose text the network keeps says why, leads there and is answered', async ({ demo }) => {
    const said = { kind: 'mention', variant: 'comment', text: 'On y était, @vous !', fan: 'elise' };
    const id = await demo.order<string>('instagram', 'fanWrites', said);
    const mention = page.locator('a[data-item]').filter({ hasText: 'Text not told' });
    await expect(async () => {
      await page.goto(`${demo.address}/w/${slug}/open?sort=newest`);
      await expect(mention.first()).toBeVisible({ timeout: 5_000 });
    }).toPass({ timeout: 60_000 });
    await mention.first().click();
    await expect(page.getByText('Instagram says only that this account was mentioned')).toBeVisible();
    const link = page.getByRole('article').getByRole('link', { name: 'Open on Instagram' });
    await expect(link).toHaveAttribute('href', /^https:\/\/www\.instagram\.com\/[\w.]+\/$/);
    await takeScreenshot(page, 'mention-untold-desktop-light-en');
    await answer('Merci d’être passée !');
    expect(await demo.order('instagram', 'answersTo', { id })).toEqual(['Merci d’être passée !']);
  });

  test('an account whose permission was revoked is reconnected at the network, and the gap is read', async ({
    demo,
  }) => {
    await demo.order('threads', 'revoke');
    await pullNow('threads');
    await page.goto(`${demo.address}/w/${slug}/channels`);
    // A channel that must be reconnected is unfolded.
    const card = page.getByRole('rowgroup').filter({ hasText: 'Threads' });
    await expect(card.getByRole('link', { name: 'Reconnect' })).toBeVisible();
    await takeScreenshot(page, 'channel-reconnect-desktop-light-en');
    const post = await demo.order<string>('threads', 'brandPosts', { text: 'Pendant la coupure, nous lisons tout.' });
    const missed = { kind: 'comment', text: 'Écrit sans que personne ne lise', under: post, fan: 'maya' };
    await demo.order('threads', 'fanWrites', missed);
    await card.getByRole('link', { name: 'Reconnect' }).click();
    await page.getByRole('button', { name: /with Threads/ }).click();
    await page.getByRole('link', { name: 'Allow' }).click();
    await page.getByRole('button', { name: 'Reconnect' }).click();
    await page.waitForURL(/\/channels(\/[0-9a-f-]+)?$/);
    await pullNow('threads');
    await page.goto(`${demo.address}/w/${slug}/open`);
    await waitForRow(page, 'Écrit sans que personne ne lise');
  });

  test('the pages about networks are captured in both languages and themes, on desktop and phone', async ({
    demo,
    browser,
  }) => {
    const shown = [
      { name: 'desktop-light-en', locale: 'en-GB', colorScheme: 'light', viewport: { width: 1440, height: 900 } },
      { name: 'desktop-dark-fr', locale: 'fr-FR', colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
      { name: 'phone-light-fr', locale: 'fr-FR', colorScheme: 'light', viewport: { width: 390, height: 844 } },
      { name: 'phone-dark-en', locale: 'en-GB', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
    ] as const;
    const storageState = await page.context().storageState();
    for (const { name, ...how } of shown) {
      const context = await browser.newContext({ ...how, storageState });
      const look = await context.newPage();
      for (const path of ['open', 'channels', 'channels/connect', 'settings/networks']) {
        await look.goto(`${demo.address}/w/${slug}/${path}`);
        await expect(look.getByRole('main').first()).toBeVisible();
        await expect(
          look
            .getByText(/Facebook|Noa Martin/)
            .filter({ visible: true })
            .first(),
        ).toBeVisible();
        await takeScreenshot(look, `networks-${path.replace('/', '-')}-${name}`);
      }
      await context.close();
    }
  });
});
