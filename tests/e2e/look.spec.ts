import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { type DemoInstance, expect, explore, test } from './demo-instance.ts';
import { chosenLook, cutAtTheRight, cutBelow } from './measure-look.ts';

test.use({ spec: 'look' });

// How the product is drawn, for eyes that see less and windows that are small.

/** A session in the demo, as Playwright keeps it. */
let state: Exclude<BrowserContextOptions['storageState'], string | undefined>;
let home = '';

test.beforeAll(async ({ browser, demo }: { browser: Browser; demo: DemoInstance }) => {
  test.setTimeout(120_000);
  const page = await browser.newPage();
  home = `${demo.address}/w/${await explore(page, demo.setUpLink)}`;
  state = await page.context().storageState();
  await page.close();
});

async function open(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', ...options, storageState: state });
  const page = await context.newPage();
  await page.goto(`${home}/open`);
  await expect(page.locator('a[data-item]').first()).toBeVisible();
  return page;
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`what is chosen stands out from what surrounds it, in the ${colorScheme} theme`, async ({ browser }) => {
    const page = await open(browser, { colorScheme, reducedMotion: 'reduce' });
    const expectChosen = async (selector: string) => {
      const chosen = page.locator(selector).filter({ visible: true }).first();
      await expect(chosen).toBeVisible();
      const look = await chosenLook(chosen);
      expect(look.contrast, selector).toBeGreaterThanOrEqual(3);
      expect(look.barPx, selector).toBeGreaterThanOrEqual(2);
    };
    await page.locator('a[data-item]').first().click();
    await expect(page.locator('form textarea')).toBeVisible();
    await expectChosen('.chosen:has(a[data-item])');
    await expectChosen('nav a[aria-current=page]');
    await expectChosen('[role=tab][aria-selected=true]');
    await page.keyboard.press('Control+k');
    await expectChosen('[role=option][data-highlighted]');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'More actions' }).first().click();
    await page.getByRole('menuitem').first().hover();
    await expectChosen('[role=menuitem][data-highlighted]');
    await page.goto(`${home}/settings/account`);
    await expectChosen('nav li a[aria-current=page]');
    await page.getByRole('combobox', { name: 'Theme' }).click();
    await expectChosen('[role=option][data-highlighted]');
    await page.context().close();
  });
}

test('in French, in a window at 400 %, a reply can be written and sent', async ({ browser }) => {
  const page = await open(browser, { locale: 'fr-FR', viewport: { width: 320, height: 256 } });
  await page.locator('a[data-item]').first().click();
  await page.locator('form textarea').fill('Bonjour');
  const send = page.getByRole('button', { name: 'Envoyer', exact: true });
  await expect(send).toBeInViewport({ ratio: 1 });
  await send.click({ trial: true });
  await expect(page.getByRole('button', { name: 'Envoyer et traiter' })).toBeInViewport({ ratio: 1 });
  expect(await cutAtTheRight(page)).toEqual([]);
  await page.context().close();
});

test('nothing is cut at the right of a window of 320 pixels', async ({ browser }) => {
  const page = await open(browser, { locale: 'fr-FR', viewport: { width: 320, height: 568 } });
  const places = [
    'open',
    'me',
    'channels',
    'channels/connect',
    'settings/members',
    'settings/workspace',
    'settings/account',
  ];
  for (const place of places) {
    await page.goto(`${home}/${place}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await cutAtTheRight(page), place).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), place).toBeLessThanOrEqual(320);
  }
  await page.context().close();
});

test('the reader may space lines, words and letters, and no text is cut', async ({ browser }) => {
  const page = await open(browser, {});
  const content =
    '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }';
  await page.addStyleTag({ content });
  expect(await cutBelow(page)).toEqual([]);
  await page.locator('a[data-item]').first().click();
  await expect(page.locator('form textarea')).toBeVisible();
  expect(await cutBelow(page)).toEqual([]);
  await page.goto(`${home}/channels`);
  await page.addStyleTag({ content });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await cutBelow(page)).toEqual([]);
  await page.context().close();
});

test('the kind of an item and the brand it is answered as are said at every width', async ({ browser }) => {
  for (const width of [320, 390, 760, 1100, 1440, 1920]) {
    const page = await open(browser, { viewport: { width, height: 800 } });
    await page.locator('a[data-item]').first().click();
    const head = page.getByRole('region', { name: 'Item' }).locator('header');
    for (const words of [/^(?:Comment|Mention|Direct message|Review|Post)/u, /^as /u]) {
      const said = head.getByText(words);
      await expect(said, `${width}`).toBeInViewport({ ratio: 1 });
    }
    await page.context().close();
  }
});
