import type { Page } from '@playwright/test';
import { recordAnnouncements } from './days/announcements.ts';
import { Day, type Place } from './days/day.ts';
import { type Fan, letPeopleWrite, openWorkspace, signedIn } from './days/prepare-day.ts';
import { test } from './demo-instance.ts';
import { expect } from './instance.ts';
import { sentence } from './states/driver.ts';

// Long enough to take a reply back by keyboard.
test.use({ spec: 'screen-reader-day', undoSeconds: 5 });

test.describe.configure({ mode: 'serial' });

const FANS: readonly Fan[] = [
  { fan: 'paula', name: 'Paula Martin', text: 'Faites-vous des bols à oreilles ?' },
  { fan: 'rosa', name: 'Rosa Martin', text: 'Le bol bleu revient-il ?' },
  { fan: 'samir', name: 'Samir Martin', text: 'Is the café open on Sundays?' },
  { fan: 'tina', name: 'Tina Martin', text: 'Two plates arrived broken.' },
];
const [tina, samir, rosa, paula] = FANS.map(({ name }) => name).toReversed();

const says = (key: string) => sentence('en', key);
/** A sentence about somebody. */
const about = (key: string, name: string | undefined) =>
  new RegExp(`(?=.*${name ?? ''})${says(key).source.slice(1, -1)}`, 'u');
const row = (name: string | undefined, more = ''): Place => ({
  role: 'link',
  name: new RegExp(`^${name ?? ''}, .*${more}`, 'u'),
});
const thread = (name: string | undefined): Place => ({ role: 'region', name: about('item.thread', name) });

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

  test('the page says what it is: its title, one heading, its landmarks and its list', async () => {
    day.part('The page');
    await expect(page).toHaveTitle(/\S/u);
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    for (const role of ['main', 'navigation'] as const) await expect(page.getByRole(role).first()).toBeVisible();
    const list = page.getByRole('list', { name: says('queue.list') }).or(page.getByRole('list', { name: /Open/u }));
    await expect(list.first()).toBeVisible();
  });

  test('each row says who wrote what, where, when, and whether it was read', async () => {
    day.part('The list');
    await day.press('j');
    await day.at(row(tina, 'comment on Facebook.*unread.*Two plates arrived broken'));
    await day.press('j');
    await day.at(row(samir, 'comment on Facebook.*unread.*Is the café open'));
    await day.press('k');
    await day.at(row(tina));
    await day.hearsNothing();
  });

  test('opening an item says whose it is, and claiming it says so once', async () => {
    day.part('An item');
    await day.press('Enter');
    await day.at(thread(tina));
    await day.press('i');
    await day.hears(/^The item from Tina Martin is yours now\.$/u);
    await day.at(thread(tina));
  });

  test('a reply is announced when it leaves and when it is published', async () => {
    day.part('A reply');
    await day.press('r');
    await day.at({ role: 'textbox', name: says('composer.field.reply') });
    await day.type('We send two new ones today.');
    await day.press('Control+Enter');
    await day.hears(about('composer.saidSent', tina));
    await day.at(thread(tina));
    await day.hears(about('item.news.sent', tina));
  });

  test('an answer of the person is announced while the item is open', async ({ demo }) => {
    day.part('An answer');
    await day.press('Escape');
    await day.at(row(tina));
    await day.press('j', 'Enter');
    await day.at(thread(samir));
    await letPeopleWrite(page, demo, slug, [{ fan: 'vera', name: 'Vera Martin', text: 'Another one asks.' }]);
    await day.hears(/1 new/u);
  });

  test('a tag, a snooze and its undo are each said once', async () => {
    day.part('Working');
    await day.press('t');
    await day.at({ role: 'combobox', name: /./u });
    await day.type('opening');
    await day.press('Enter');
    await day.hears(/^The tags of the item from Samir Martin are changed\.$/u);
    await day.press('h');
    await day.at({ role: 'combobox', name: /./u });
    await day.press('Enter');
    await day.hears(/^The item from Samir Martin is snoozed\.$/u);
    await day.press('z');
    await day.hears(/^Undone: .*Samir Martin/u);
  });

  test('a selection is counted aloud, and what is done with it is one sentence', async () => {
    day.part('A selection');
    await day.press('Escape');
    await day.press('x');
    await day.hears(/^1 selected$/u);
    await day.press('j', 'x');
    await day.hears(/^2 selected$/u);
    await day.press('*', 'n');
    await day.hears(says('queue.selectionCleared'));
  });

  test('the palette and its options have names, and what was found is said', async () => {
    day.part('The palette');
    await day.press('Control+k');
    await day.at({ role: 'combobox', name: says('keys.palette') });
    await day.press('ArrowDown');
    await day.at({ role: 'combobox', name: says('keys.palette') });
    await day.press('Escape');
    await day.at(row(rosa === undefined ? undefined : '.* Martin'));
    void paula;
  });

  test('losing the connection is said', async () => {
    day.part('Offline');
    await page.context().setOffline(true);
    await day.hears(says('queue.offline'));
    await page.context().setOffline(false);
  });
});
