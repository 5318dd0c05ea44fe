import type { Browser, BrowserContextOptions, CDPSession, Locator, Page } from '@playwright/test';
import { expect, explore, test } from './demo-instance.ts';
import { smallTargets } from './small-targets.ts';

test.use({ spec: 'phone' });

test.describe.configure({ mode: 'serial' });

const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true } as const;

let page: Page;
let slug: string;
let address: string;

test.beforeAll(async ({ browser, demo }) => {
  test.setTimeout(180_000);
  const desk = await browser.newContext({ locale: 'en-GB' });
  slug = await explore(await desk.newPage(), demo.setUpLink);
  address = demo.address;
  page = await openPhone(browser, await desk.storageState());
  await desk.close();
});

async function openPhone(browser: Browser, storageState: BrowserContextOptions['storageState']) {
  const context = await browser.newContext({ ...PHONE, locale: 'en-GB', storageState, baseURL: address });
  return await context.newPage();
}

const composer = () => page.locator('form[data-composer]');

async function openQueue(query = '') {
  await page.goto(`/w/${slug}/open${query}`);
  await expect(page.locator('a[data-item]').first()).toBeVisible();
}

/** Opens the first conversation of the list. */
async function openConversation() {
  await openQueue('?kind=message');
  await page.locator('a[data-item]').first().tap();
  await expect(composer()).toBeVisible();
}

test('Back closes what is open before it leaves the item', async () => {
  await openConversation();
  const item = page.url();
  await page.getByRole('button', { name: 'More actions', exact: true }).tap();
  await expect(page.getByRole('menu')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('menu')).toBeHidden();
  expect(page.url()).toBe(item);

  await page.getByRole('button', { name: /context pane/ }).tap();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(page.url()).toBe(item);

  await page.goForward();
  await expect(composer()).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(page.url()).toBe(item);

  // A sheet that was closed by its button leaves nothing to go back through.
  await page.getByRole('button', { name: /context pane/ }).tap();
  await page.getByRole('button', { name: 'Close' }).tap();
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.goBack();
  await expect(page).toHaveURL(/\/open\?kind=message$/);
  await expect(page.locator('a[data-item]').first()).toBeVisible();
});

test('Back closes the list of a choice before it leaves the page', async () => {
  await openQueue();
  await page.goto(`/w/${slug}/settings/account`);
  const settings = page.url();
  const choice = page.getByRole('combobox').first();
  await choice.tap();
  await expect(page.getByRole('listbox')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('listbox')).toBeHidden();
  expect(page.url()).toBe(settings);
});

test('the row and the composer count down to the same moment in the same words', async () => {
  await openQueue('?kind=message');
  const row = page.locator('a[data-item]').filter({ hasText: /left/ }).first();
  const text = ((await row.textContent()) ?? '').replaceAll(/\s/gu, ' ');
  const [onRow] = /\d+ (?:d|h|min)(?: \d+ (?:h|min))? left/.exec(text) ?? [];
  await row.tap();
  const line = composer().getByRole('button', { name: /left/ });
  await expect(line).toContainText(onRow ?? 'a countdown');
  await expect(composer().getByText(/until/)).toBeHidden();
  await line.tap();
  await expect(composer().getByText(/until/)).toBeVisible();
});

test('a message is answered by a tap, and no key caps are drawn', async () => {
  await openConversation();
  await page.getByRole('button', { name: 'Reply to this message' }).first().tap();
  await expect(composer().getByRole('textbox')).toBeFocused();
  await expect(composer().getByText(/Replying to/)).toBeVisible();
  await composer().getByRole('textbox').blur();
  await page
    .locator('article[data-message]')
    .first()
    .getByRole('button', { name: 'More actions for this message' })
    .tap();
  await expect(page.getByRole('menuitem', { name: 'Reply to this message' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More actions', exact: true }).tap();
  await expect(page.getByRole('menuitem').first()).toBeVisible();
  expect(await page.locator('kbd').filter({ visible: true }).count()).toBe(0);
});

test('a chosen date snoozes only when its button is pressed', async () => {
  await openConversation();
  const item = page.url();
  await page.getByRole('button', { name: 'More actions', exact: true }).tap();
  await page.getByRole('menuitem', { name: 'Snooze' }).tap();
  // In the dialog that is seen: one that is only warmed up has such a field too.
  const date = page.getByRole('dialog').locator('input[type=datetime-local]');
  await date.fill('2031-03-04T09:30');
  await expect(page.getByRole('button', { name: 'Snooze', exact: true })).toBeDisabled();
  const inAMonth = new Date(Date.now() + 30 * 86_400_000);
  await date.fill(`${inAMonth.toISOString().slice(0, 10)}T09:30`);
  await date.blur();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(page.url()).toBe(item);
  await page.getByRole('button', { name: /^Snooze until .*9:30/ }).tap();
  // A toast is a dialog too.
  await expect(date).toBeHidden();
  await expect(page.locator('[data-toast]')).toBeVisible();
  await page.goto(`/w/${slug}/snoozed`);
  await expect(page.locator('a[data-item]').first()).toContainText(/9:30/);
});

test('a toast covers neither the composer nor the head of the next item', async () => {
  await openConversation();
  await page.getByRole('button', { name: 'Resolve and next' }).tap();
  const toast = page.locator('[data-toast]').filter({ has: page.getByRole('button', { name: 'Undo' }) });
  await expect(toast).toBeVisible();
  await composer().getByRole('textbox').tap();
  await expect(composer().getByRole('button', { name: 'Send', exact: true })).toBeVisible();
  const covering = await toast.boundingBox();
  for (const covered of [composer(), page.getByRole('button', { name: 'Resolve and next' })]) {
    const box = await covered.boundingBox();
    expect(covering && box && (covering.y + covering.height <= box.y || box.y + box.height <= covering.y)).toBe(true);
  }
});

/** Where a finger is, in steps of some pixels as a real one moves. */
async function drag(touch: CDPSession, from: { x: number; y: number }, by: { x: number; y: number }) {
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] });
  for (let step = 1; step <= 8; step += 1) {
    const point = { x: from.x + (by.x * step) / 8, y: from.y + (by.y * step) / 8 };
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [point] });
  }
}

const lift = async (touch: CDPSession) =>
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });

async function middleOf(row: Locator) {
  const box = await row.boundingBox();
  if (!box) throw new Error('the row is not shown');
  return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
}

/** The contrast of an element's text with its own background, as WCAG 2 counts. */
async function contrastOf(element: Locator): Promise<number> {
  return await element.evaluate((node) => {
    const drawing = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const { color, backgroundColor } = getComputedStyle(node);
    const luminance = (paint: string) => {
      if (!drawing) return 0;
      drawing.fillStyle = paint;
      drawing.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0] = [...drawing.getImageData(0, 0, 1, 1).data].map((part) =>
        part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const [light = 0, dark = 0] = [luminance(color), luminance(backgroundColor)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  });
}

test('a swipe says in words and colours that can be read what it does, and up and down scroll', async () => {
  await openQueue();
  const touch = await page.context().newCDPSession(page);
  const rows = page.locator('a[data-item]');
  const reveal = page.locator('[data-swipe]');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const [by, word] of [
      [40, 'Claim'],
      [140, 'Claim'],
      [-40, 'Resolve'],
      [-140, 'Resolve'],
    ] as const) {
      await drag(touch, await middleOf(rows.nth(1)), { x: by, y: 0 });
      await expect(reveal).toHaveText(word);
      expect(await contrastOf(reveal)).toBeGreaterThanOrEqual(4.5);
      const row = page.locator('[data-swipe] + div');
      expect(await row.evaluate((node) => getComputedStyle(node).backgroundColor)).not.toMatch(
        /transparent|\/ 0\)|, 0\)/,
      );
      await touch.send('Input.dispatchTouchEvent', { type: 'touchCancel', touchPoints: [] });
      await expect(reveal).toHaveCount(0);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await drag(touch, await middleOf(rows.nth(1)), { x: 140, y: 0 });
  await lift(touch);
  await expect(page.getByText(/Owner: Inès Morel/).first()).toBeAttached();
  await drag(touch, await middleOf(rows.nth(5)), { x: 20, y: -200 });
  await expect(reveal).toHaveCount(0);
  await lift(touch);
});

test('the chosen tab of the settings is in view', async () => {
  await page.goto(`/w/${slug}/settings/account`);
  await expect(page.getByRole('link', { name: 'Your account' })).toBeInViewport({ ratio: 0.9 });
});

test('every target on the pages of a phone is 44 px', async () => {
  test.setTimeout(120_000);
  const found: string[] = [];
  const measure = async (state: string) => {
    const { measured, small } = await smallTargets(page);
    expect(measured, state).toBeGreaterThan(1);
    found.push(...small.map((one) => `${state}: ${one}`));
  };
  await openQueue('?kind=message');
  await measure('queue');
  await openConversation();
  await measure('item');
  await composer().getByRole('textbox').tap();
  await measure('composer');
  await composer().getByRole('textbox').blur();
  await page.getByRole('button', { name: /context pane/ }).tap();
  await expect(page.getByRole('dialog')).toBeVisible();
  await measure('context');
  await page.goBack();
  await page.getByRole('button', { name: 'More actions', exact: true }).tap();
  await expect(page.getByRole('menuitem').first()).toBeVisible();
  await measure('menu');
  await page.getByRole('menuitem', { name: 'Snooze' }).tap();
  await expect(page.getByRole('dialog')).toBeVisible();
  await measure('snooze');
  const settings = 'members workspace networks api audit replies guard-rails approval fields contacts distribution';
  const mine = 'availability notifications account';
  const sections = `${settings} ${mine}`.split(' ').map((name) => `settings/${name}`);
  for (const path of ['me', 'channels', 'networks', 'contacts', 'notifications', 'team', ...sections]) {
    await page.goto(`/w/${slug}/${path}`);
    await expect(page.locator('h1').first()).toBeVisible();
    await measure(path);
  }
  expect(found).toEqual([]);
});
