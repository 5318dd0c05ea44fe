import type { Browser, Page } from '@playwright/test';
import { paletteQueries, type Runs } from '#tests/support/palette-queries.ts';
import { commandIds } from '#components/keys/commands.ts';
import { type Language, languages } from '#lib/interface-languages.ts';
import { en } from '#messages/en.ts';
import { fr } from '#messages/fr.ts';
import { type DemoInstance, expect, explore, test } from './demo-instance.ts';
import { waitForRow } from './instance.ts';

test.use({ spec: 'palette' });

test.describe.configure({ mode: 'serial' });

const catalogues = { en, fr };
const locales = { en: 'en-GB', fr: 'fr-FR' } satisfies Record<Language, string>;

let slug: string;
/** Items that stand in the queue. */
let itemIds: string[];
let storageState: Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>;

test.beforeAll(async ({ browser, demo }) => {
  const page = await browser.newPage({ locale: 'en-GB' });
  slug = await explore(page, demo.setUpLink);
  storageState = await page.context().storageState();
  // The demo's items come in one after the other.
  await expect(async () => {
    await page.reload();
    const rows = page.locator('a[data-item]');
    await expect(rows.nth(6)).toBeVisible({ timeout: 2_000 });
    itemIds = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-item') ?? ''));
  }).toPass();
  await page.context().close();
});

/** Names of sentences that no other script has. */
const namesOnlyInDialogs = /tagPlaceholder|snoozePlaceholder|palettePlaceholder/u;

type Opened = { language?: Language; hold?: RegExp };

/**
 * A fresh page that shows an item and listens to the keyboard.
 * @param hold these answers of the API, and the scripts of the dialogs, wait for `release`
 */
async function openItem(browser: Browser, demo: DemoInstance, at: number, { language = 'en', hold }: Opened = {}) {
  const locale = locales[language];
  const context = await browser.newContext({ storageState, locale, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const itemId = itemIds[at] ?? '';
  const address = `${demo.address}/w/${slug}/open/${itemId}`;
  const release = hold ? await holdDialogs(page, hold) : async () => undefined;
  // What is held may keep the page from its load event.
  await page.goto(address, { waitUntil: 'commit' });
  const find = page.getByRole('button', { name: catalogues[language].shell.find });
  // The server has drawn it. What is pressed before the page listens would wait, and keep the test's own keys waiting.
  await expect(find).toBeVisible();
  await expect(async () => {
    await page.keyboard.press('[');
    await expect(find).toHaveCount(0, { timeout: 500 });
  }).toPass();
  await page.keyboard.press('[');
  await expect(find).toBeVisible();
  return { page, itemId, release };
}

async function holdDialogs(page: Page, api: RegExp): Promise<() => Promise<void>> {
  const held: (() => Promise<void>)[] = [];
  let isOver = false;
  let scripts = 0;
  const hold = async (go: () => Promise<void>) => {
    if (isOver) await go();
    else held.push(go);
  };
  await page.route(/\/_next\/static\/.*\.js/u, async (route) => {
    const response = await route.fetch();
    if (!namesOnlyInDialogs.test(await response.text())) return route.fulfill({ response });
    scripts += 1;
    return hold(() => route.fulfill({ response }));
  });
  await page.route(api, (route) => hold(() => route.continue()));
  return async () => {
    isOver = true;
    expect(scripts).toBeGreaterThan(0);
    for (const go of held) await go();
    // A script that is on its way when the page is closed would fail the test.
    await page.unrouteAll({ behavior: 'wait' });
  };
}

/** The label of what Enter must run. */
function labelOf(runs: Runs, typed: string, language: Language): string {
  const { commands, settings, common, keys } = catalogues[language];
  const command = commandIds.find((id) => id === runs);
  if (command) return commands[command];
  if (runs === 'search text') return keys.searchFor.replace('{q}', typed);
  if (runs === 'language') return common.languages[language === 'en' ? 'fr' : 'en'];
  return Object.entries(settings.nav).find(([name]) => name === runs)?.[1] ?? '';
}

for (const language of languages)
  test(`in ${language}, what Enter runs for what people type`, async ({ browser, demo }) => {
    const { page } = await openItem(browser, demo, 0, { language });
    await expect(page.getByRole('article').first()).toBeVisible();
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox');
    const lines: string[] = [];
    for (const [typed, runs] of paletteQueries[language]) {
      await field.fill(typed);
      const label = labelOf(runs, typed, language);
      // By its role: a dialog that is only warmed up has options too, unseen.
      const first = page.getByRole('option').first();
      await expect.soft(first, typed).toContainText(label);
      await expect.soft(first, typed).toHaveAttribute('data-highlighted');
      lines.push(`${language}  ${typed.padEnd(20)} Enter → ${label}`);
    }
    process.stdout.write(`${lines.join('\n')}\n`);
    await expect(field).toHaveAttribute(
      'aria-activedescendant',
      (await page.getByRole('option').first().getAttribute('id')) ?? 'an id',
    );
    await expect(page.getByRole('dialog')).toHaveAccessibleName(catalogues[language].keys.palette);
    await expect(page.getByRole('dialog').getByRole('status').filter({ hasText: /\S/u })).toContainText(
      /\d+ (?:result|résultat)/,
    );
    await page.context().close();
  });

test('what was found for one word is gone with the next', async ({ browser, demo }) => {
  const { page } = await openItem(browser, demo, 0, { language: 'fr' });
  const under = await demo.order<string>('facebook', 'brandPosts', { text: 'Une question sur vos commandes ?' });
  const text = 'Merci de traiter ma commande 5120.';
  await demo.order('facebook', 'fanWrites', { kind: 'comment', text, fan: 'noa', under });
  await waitForRow(page, text);
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox');
  await field.fill('traiter');
  // The commands of items and the items that were found have the same heading.
  await expect(page.getByRole('option', { name: /traiter ma commande/ })).toBeVisible();
  await field.fill('supprimer');
  await expect(page.getByRole('option').first()).toContainText(catalogues.fr.commands.delete);
  await expect(page.getByRole('option', { name: /^Traiter/ })).toHaveCount(0);
  await page.context().close();
});

test('“theme” and Enter change the theme and touch no message', async ({ browser, demo }) => {
  const { page } = await openItem(browser, demo, 0);
  const acts: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && /\/messages\/|\/items\/.*\/(?!presence)/u.test(request.url()))
      acts.push(request.url());
  });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('theme');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(acts).toEqual([]);
  await page.context().close();
});

test('what is typed while the palette still loads arrives in it, Enter too', async ({ browser, demo }) => {
  const { page, release } = await openItem(browser, demo, 0, { hold: /\/api\/v1\/.*\/(?:tags|members)/u });
  await page.keyboard.press('Control+k');
  // Without accents: Playwright types those without pressing a key.
  await page.keyboard.type('reglafes');
  for (const _ of 'fes') await page.keyboard.press('Backspace');
  await page.keyboard.type('ges');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await release();
  await page.waitForURL(/\/settings/u);
  await page.context().close();
});

test('a tag typed before the tags are there is the one that was meant', async ({ browser, demo }) => {
  const first = await openItem(browser, demo, 0);
  await first.page.keyboard.press('t');
  await first.page.keyboard.type('urgence-colis');
  await first.page.keyboard.press('Enter');
  await expect.poll(() => tagNames(first.page, demo)).toContain('urgence-colis');
  await first.page.context().close();

  const { page, itemId, release } = await openItem(browser, demo, 1, { hold: /\/api\/v1\/.*\/tags/u });
  await page.keyboard.press('t');
  await page.keyboard.type('urgence');
  await page.keyboard.press('Enter');
  await release();
  await expect.poll(() => tagsOf(page, demo, itemId)).toContain('urgence-colis');
  expect(await tagNames(page, demo)).not.toContain('urgence');
  await page.context().close();
});

async function tagNames(page: Page, demo: DemoInstance): Promise<string[]> {
  const answer = await page.request.get(`${demo.address}/api/v1/workspaces/${slug}/tags`);
  const { tags } = (await answer.json()) as { tags: { name: string }[] }; // the API's own answer
  return tags.map(({ name }) => name);
}

async function tagsOf(page: Page, demo: DemoInstance, itemId: string): Promise<string[]> {
  const answer = await page.request.get(`${demo.address}/api/v1/workspaces/${slug}/items/${itemId}`);
  const { item } = (await answer.json()) as { item: { tags: { name: string }[] } }; // the API's own answer
  return item.tags.map(({ name }) => name);
}

for (const [when, hold] of [
  ['', undefined],
  [', all of it before the palette has loaded', /\/api\/v1\/.*\/tags/u],
] as const)
  test(`what is typed right behind Enter in the palette arrives in the dialog that it opens${when}`, async ({
    browser,
    demo,
  }) => {
    const { page, itemId, release } = await openItem(browser, demo, hold ? 5 : 2, hold ? { hold } : {});
    await page.keyboard.press('Control+k');
    // The key of the palette once more changes nothing.
    await page.keyboard.press('Control+k');
    await page.keyboard.type('label');
    await page.keyboard.press('Enter');
    await page.keyboard.type('urgence-colis');
    await page.keyboard.press('Enter');
    await release();
    await expect.poll(() => tagsOf(page, demo, itemId)).toContain('urgence-colis');
    await page.context().close();
  });

test('Escape takes back a dialog that still loads, and the next key is a command again', async ({ browser, demo }) => {
  const { page, itemId, release } = await openItem(browser, demo, 3, { hold: /\/api\/v1\/.*\/tags/u });
  await page.keyboard.press('h');
  await page.keyboard.type('lun');
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await expect(page).not.toHaveURL(new RegExp(itemId, 'u'));
  await release();
  await expect(page.getByRole('article').first()).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.context().close();
});

test('a moment in words is shown before Enter, and snoozes until then, in either language', async ({
  browser,
  demo,
}) => {
  const { page, itemId } = await openItem(browser, demo, 4);
  await page.keyboard.press('h');
  const dialog = page.getByRole('dialog');
  await page.keyboard.type('bientôt');
  await expect(dialog).toContainText('tomorrow 2pm');
  await page.getByRole('combobox').fill('2020-01-01');
  await expect(dialog).toContainText('already passed');
  await page.getByRole('combobox').fill('demain 14h');
  await expect(dialog.getByRole('option').first()).toContainText(/14:00|2:00\sPM/u);
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await page.goto(`${demo.address}/w/${slug}/snoozed`);
  await expect(page.locator(`a[data-item="${itemId}"]`)).toBeVisible();
  await page.context().close();
});

test('the sheet of keys refuses a key that would not work, and says why', async ({ browser, demo }) => {
  const { page } = await openItem(browser, demo, 0);
  await page.keyboard.press('?');
  await page.getByRole('button', { name: /^Hide message/u }).click();
  const alert = page.getByRole('dialog').getByRole('alert');
  for (const [key, why] of [
    ['g', 'begins the shortcut of “Go to inbox”'],
    ['*', 'begins the shortcut of “Select all shown”'],
    ['j', 'is used by “Next item”'],
    ['Enter', 'can’t be changed'],
    ['ArrowDown', 'can’t be changed'],
    ['Space', 'Space moves through lists'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(alert, key).toContainText(why);
  }
  await page.keyboard.press('q');
  await expect(alert).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Hide message: q' })).toBeVisible();
  await page.context().close();
});
