import type { Page } from '@playwright/test';
import { expect, explore, test } from './demo-instance.ts';

test.use({ spec: 'list-focus' });

test.describe.configure({ mode: 'serial' });

test.describe('the list is one widget, and the focus is never on the body', () => {
  let page: Page;
  let home: string;
  let workspace: string;

  test.beforeAll(async ({ browser, demo }) => {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    const slug = await explore(page, demo.setUpLink);
    workspace = `${demo.address}/w/${slug}`;
    // In any other order, the rows that keep arriving in the demo would move those that are looked at.
    home = `${workspace}/open?sort=oldest`;
    // Until its history is read, a channel brings older items too, which come in before the first row.
    await expect.poll(() => readingHistory(page, slug), { timeout: 90_000 }).toEqual([]);
    await page.goto(home);
    await expect(rows(page).nth(3)).toBeVisible();
  });

  test('the list is one stop for Tab before any row was visited', async () => {
    // A key that comes before the page is interactive only follows the link.
    await expect(async () => {
      await page.getByRole('link', { name: 'Skip to the list' }).press('Enter');
      await expect(rows(page).first()).toBeFocused({ timeout: 1_000 });
    }).toPass();
    expect(await page.locator('[data-list] [tabindex="0"]').count()).toBe(1);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await expect(rows(page).first()).toBeFocused();
  });

  test('j, k, arrows, Home and End move the focus and the cursor together', async () => {
    await page.keyboard.press('j');
    await expect(rows(page).nth(1)).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(rows(page).nth(2)).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await expect(rows(page).nth(1)).toBeFocused();
    await page.keyboard.press('End');
    await expect.poll(() => focusedPosition(page)).toBeGreaterThan(10);
    await page.keyboard.press('Home');
    await expect(rows(page).first()).toBeFocused();
  });

  test('the focused row keeps the focus when it is scrolled out of sight', async () => {
    const first = await focusedRow(page);
    await page.locator('[data-list]').evaluate((list) => list.scrollTo({ top: list.scrollHeight }));
    await expect(page.locator(`a[data-item="${first}"]`)).not.toBeInViewport();
    expect(await focusedRow(page)).toBe(first);
    await page.keyboard.press('j');
    await expect(page.locator(':focus')).toBeInViewport();
    await page.keyboard.press('Home');
  });

  test('Enter opens the item and goes into its thread, Escape returns to its row', async () => {
    const first = await focusedRow(page);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('log')).toBeFocused();
    await page.keyboard.press('Escape');
    expect(await focusedRow(page)).toBe(first);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'More actions', exact: true }).focus();
    await page.keyboard.press('Escape');
    expect(await focusedRow(page)).toBe(first);
  });

  test('Escape leaves the composer for the thread, and the thread for the row', async () => {
    const first = await focusedRow(page);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('log')).toBeFocused();
    await page.keyboard.press('r');
    await expect(page.getByRole('textbox', { name: 'Reply' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('log')).toBeFocused();
    await page.keyboard.press('Escape');
    expect(await focusedRow(page)).toBe(first);
  });

  for (const [key, field] of [
    ['r', 'Reply'],
    ['n', 'Note'],
  ] as const) {
    test(`${key} on a row opens it, and what is typed before the item came is written and acts on nothing: ${field}`, async () => {
      await page.goto(home);
      await expect(rows(page).first()).toBeVisible();
      await page.keyboard.press('j');
      const first = await focusedRow(page);
      let release = () => {};
      const held = new Promise<void>((done) => (release = done));
      await page.route(`**/items/${first}`, async (route) => {
        await held;
        await route.continue();
      });
      await page.keyboard.press(key);
      // Each of these letters is a key.
      await page.keyboard.type('the same item');
      await page.keyboard.press('Enter');
      await page.keyboard.type('again');
      release();
      const text = page.getByRole('textbox', { name: field });
      await expect(text).toHaveValue('the same item\nagain');
      await expect(text).toBeFocused();
      await expect(page.locator(`a[data-item="${first}"]`)).toBeVisible();
      await page.unroute(`**/items/${first}`);
      await text.fill('');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await expect.poll(() => focusedRow(page)).toBe(first);
    });
  }

  test('a note that is saved leaves the field for the thread, and so does its deletion', async () => {
    await page.keyboard.press('Enter');
    await expect(page.getByRole('log')).toBeFocused();
    await page.keyboard.press('n');
    await page.keyboard.type('Ask the shop first.');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('log')).toBeFocused();
    const note = page.getByRole('article', { name: /^Note by/ }).filter({ hasText: 'Ask the shop first.' });
    await note.getByRole('button', { name: 'Delete note' }).focus();
    await page.keyboard.press('Enter');
    await expect(note).toBeHidden();
    await expect(page.getByRole('log')).toBeFocused();
  });

  test('the tabs of the composer move with the arrows', async () => {
    await page.getByRole('tab', { selected: true }).focus();
    await page.keyboard.press('Home');
    await expect(page.getByRole('tab', { name: 'Reply', selected: true })).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('tab', { name: 'Private' })).toBeFocused();
    await page.keyboard.press('End');
    await expect(page.getByRole('tab', { name: 'Note' })).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('tab', { name: 'Reply', selected: true })).toBeFocused();
  });

  test('j while an item is open opens the next one, and Space scrolls its thread from the row', async () => {
    await page.setViewportSize({ width: 1440, height: 420 });
    const before = page.url();
    await page.keyboard.press('j');
    await expect.poll(() => page.url()).not.toBe(before);
    expect(await focusedRow(page)).toBe(new URL(page.url()).pathname.split('/').at(-1));
    await expect(page.getByRole('log').getByRole('article').first()).toBeVisible();
    await page.keyboard.press('Home');
    await expect.poll(() => threadTop(page)).toBe(0);
    await page.keyboard.press(' ');
    await expect.poll(() => threadRoom(page)).toBe('down or nothing to scroll');
    expect(await focusedRow(page)).not.toBe('');
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.keyboard.press('Escape');
  });

  test('a search leads to its results, and Escape keeps the words once', async () => {
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox')).toBeFocused();
    await page.keyboard.type('a');
    await page.keyboard.press('Enter');
    await expect(rows(page).first()).toBeFocused();
    await page.keyboard.press('j');
    await expect(rows(page).nth(1)).toBeFocused();
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox')).toBeFocused();
    await page.keyboard.type('b');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('searchbox')).toHaveValue('ab');
    await expectFocusInList(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('searchbox')).toBeHidden();
    await expect.poll(() => new URL(page.url()).search).toBe('?sort=oldest');
    await expectFocusInList(page);
  });

  test('dialogs, filters and the selection give the focus back to the row', async () => {
    await page.keyboard.press('Home');
    const first = await focusedRow(page);
    for (const key of ['Control+k', 'h', 't', '?']) {
      // A key right after one that opened a dialog may be taken for its field.
      await expect(async () => {
        await page.keyboard.press(key);
        await expect(dialog(page)).toBeVisible({ timeout: 1_000 });
      }).toPass();
      await page.keyboard.press('Escape');
      await expect(dialog(page)).toHaveCount(0);
      await expect.poll(() => focusedRow(page)).toBe(first);
    }
    await page.keyboard.press('x');
    await page.getByRole('button', { name: 'Clear selection' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => focusedRow(page)).toBe(first);
    await page.goto(`${home}&kind=comment`);
    const chip = page.getByRole('button', { name: 'Remove the filter Comment' });
    // A key that comes before the page is interactive does nothing.
    await expect(async () => {
      if (await chip.isVisible()) await chip.press('Enter');
      await expect(chip).toBeHidden({ timeout: 1_000 });
    }).toPass();
    await expect.poll(() => isOnBody(page)).toBe(false);
  });

  test('a menu takes the focus, and gives the focus back to its button', async () => {
    const sort = page.getByRole('button', { name: /^Sorted by/ });
    await sort.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menu')).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('menuitemradio').and(page.locator(':focus'))).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(sort).toBeFocused();
  });

  test('a toast that closes gives the focus back to the list', async () => {
    await page.getByRole('link', { name: 'Skip to the list' }).press('Enter');
    await expectFocusInList(page);
    const first = await focusedRow(page);
    await page.keyboard.press('e');
    await expect(page.locator(`a[data-item="${first}"]`)).toHaveCount(0);
    await page.getByRole('dialog').getByRole('button', { name: /^Undo/ }).focus();
    await page.keyboard.press('Enter');
    await expect(page.locator(`a[data-item="${first}"]`)).toBeVisible();
    await expectFocusInList(page);
  });

  test('switching the language keeps the focus on its control', async () => {
    await page.goto(`${workspace}/settings/account`);
    await page.getByRole('combobox', { name: 'Language' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: 'Langue' })).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: 'Language' })).toBeFocused();
  });

  test('the last row that is resolved leaves the focus in the empty list, and undo brings it back to the row', async () => {
    await page.goto(home);
    await expect(rows(page).first()).toBeVisible();
    await page.keyboard.press('j');
    await expect(rows(page).first()).toBeFocused();
    const claimed = await focusedRow(page);
    await page.keyboard.press('i');
    await expect(page.getByRole('status').getByText('is yours now')).toBeAttached();
    await page.keyboard.press('g');
    await page.keyboard.press('m');
    await expect(page.getByRole('heading', { level: 1, name: 'Mine' })).toBeVisible();
    await expect(page.locator(`a[data-item="${claimed}"]`)).toBeVisible();
    await page.keyboard.press('j');
    while ((await rows(page).count()) > 0) {
      const id = await focusedRow(page);
      await page.keyboard.press('e');
      await expect(page.locator(`a[data-item="${id}"]`)).toHaveCount(0);
      expect(await isOnBody(page)).toBe(false);
    }
    await expect(page.getByRole('group', { name: 'Items' })).toBeFocused();
    await page.keyboard.press('z');
    await expect(rows(page).first()).toBeFocused();
  });

  test('z takes back an act that the server has not answered yet', async () => {
    await page.goto(home);
    await expect(rows(page).first()).toBeVisible();
    await page.keyboard.press('j');
    const id = await focusedRow(page);
    let release = () => {};
    const held = new Promise<void>((done) => (release = done));
    await page.route('**/resolve', async (route) => {
      await held;
      await route.continue();
    });
    await page.keyboard.press('e');
    await expect(page.locator(`a[data-item="${id}"]`)).toHaveCount(0);
    await page.keyboard.press('z');
    release();
    await expect(page.locator(`a[data-item="${id}"]`)).toBeVisible();
    await page.unroute('**/resolve');
  });

  test('with single-key shortcuts off, the arrows, Enter and Escape still work', async () => {
    await page.goto(home);
    await page.keyboard.press('?');
    await dialog(page).getByRole('switch').click();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Skip to the list' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('j');
    await expect(rows(page).first()).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(rows(page).nth(1)).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('log')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(rows(page).nth(1)).toBeFocused();
    expect(await page.locator('[aria-keyshortcuts="E"]').count()).toBe(0);
  });

  test('every state has one visible h1, on a phone too', async () => {
    const shown = () => page.locator('h1').filter({ visible: true });
    await expect(shown()).toHaveCount(1);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(shown()).toHaveCount(1);
    await rows(page).first().click();
    await expect(page.getByRole('log')).toBeFocused();
    await expect(shown()).toHaveCount(1);
    for (const path of ['me', 'channels', 'settings/account', 'networks']) {
      await page.goto(`${workspace}/${path}`);
      await expect(shown()).toHaveCount(1);
    }
  });
});

function rows(page: Page) {
  return page.locator('a[data-item]');
}

/** An open dialog; a toast is one that leaves the page usable. */
function dialog(page: Page) {
  return page.locator('[role="dialog"]:not([aria-modal="false"]):visible');
}

/** The item whose row has the focus. */
function focusedRow(page: Page): Promise<string> {
  return page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['item'] ?? '');
}

function focusedPosition(page: Page): Promise<number> {
  return page.evaluate(() => Number(document.activeElement?.closest('li')?.getAttribute('aria-posinset') ?? 0));
}

function isOnBody(page: Page): Promise<boolean> {
  return page.evaluate(() => document.activeElement === document.body);
}

async function expectFocusInList(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[data-list]') !== null)).toBe(true);
}

function threadTop(page: Page): Promise<number> {
  return page.getByRole('log').evaluate((log) => log.scrollTop);
}

async function threadRoom(page: Page): Promise<string> {
  const { top, room } = await page
    .getByRole('log')
    .evaluate((log) => ({ top: log.scrollTop, room: log.scrollHeight - log.clientHeight }));
  return top > 0 || room < 1 ? 'down or nothing to scroll' : 'at the top';
}

/** The networks of the channels whose history is not read yet. */
async function readingHistory(page: Page, slug: string): Promise<string[]> {
  return await page.evaluate(async (path) => {
    const answer = await fetch(path);
    const { channels } = (await answer.json()) as {
      channels: { network: string; health: { isBackfilling: boolean } }[];
    }; // the API's own answer
    return channels.filter(({ health }) => health.isBackfilling).map(({ network }) => network);
  }, `/api/v1/workspaces/${slug}/channels`);
}
