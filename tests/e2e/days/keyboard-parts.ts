import { expect } from '@playwright/test';
import { PASSWORD } from '../instance.ts';
import { sentence } from '../states/driver.ts';
import type { Day, Place } from './day.ts';
import type { Fan } from './prepare-day.ts';

export const FANS: readonly Fan[] = [
  { fan: 'oscar', name: 'Oscar Martin', text: 'Achetez plutôt chez moi.' },
  { fan: 'lena', name: 'Lena Martin', text: 'Livrez-vous en Belgique ?' },
  { fan: 'karim', name: 'Karim Martin', text: 'Le grand bol existe en vert ?' },
  { fan: 'judith', name: 'Judith Martin', text: 'Where can I see the workshop?' },
  { fan: 'hugo', name: 'Hugo Martin', text: 'Le colis 7310 est arrivé ouvert.' },
  { fan: 'gina', name: 'Gina Martin', text: 'Do you ship to Lisbon?' },
];
/** As the list shows them: the latest first. */
const [gina, hugo, judith, karim, lena, oscar] = FANS.map(({ name }) => name).toReversed();

const says = (key: string) => sentence('en', key);
const row = (name: string | undefined): Place => ({
  role: 'link',
  name: new RegExp(`^(Unread\\. ?)?${name ?? ''}`, 'u'),
});
const textField = (key: string): Place => ({ role: 'textbox', name: says(key) });
const thread = (name: string | undefined): Place => ({
  role: 'log',
  name: new RegExp(`^Conversation with ${name ?? ''}`, 'u'),
});

/** Types into the sign-in form with Tab alone. */
export async function signIn(day: Day): Promise<void> {
  await day.pressUntil('Tab', textField('account.fields.email'));
  await day.type('ines@example.test');
  await day.press('Tab');
  await day.at(textField('account.fields.password'));
  await day.type(PASSWORD);
  await day.press('Enter');
  await day.page.waitForURL(({ pathname }) => pathname.startsWith('/w/'));
}

type Given = { day: Day; address: string; slug: string };

/** The parts of the day, in order. Each goes on where the one before it ended. */
export const parts: readonly { title: string; work: (given: Given) => Promise<void> }[] = [
  {
    title: 'the list: the skip link, one row for Tab, keys and arrows',
    work: async ({ day }) => {
      day.part('Finding the list');
      await day.press('Tab');
      await day.at({ role: 'link', name: says('shell.skip.list') });
      await day.press('Enter');
      await day.at(row(gina));
      await day.press('j');
      await day.at(row(hugo));
      await day.press('ArrowDown');
      await day.at(row(judith));
      await day.press('k');
      await day.at(row(hugo));
      await day.press('ArrowUp');
      await day.at(row(gina));
    },
  },
  {
    title: 'an item: opening, going back, claiming, writing, taking back, sending',
    work: async ({ day }) => {
      day.part('Answering');
      await day.press('Enter');
      await day.at(thread(gina));
      await day.press('Escape');
      await day.at(row(gina));
      await day.press('Enter');
      await day.at(thread(gina));
      await day.press('i');
      await day.at(thread(gina));
      await day.press('r');
      await day.at(textField('composer.field.reply'));
      await day.type('Too fast.');
      await day.press('Control+Enter');
      await day.at(thread(gina));
      await day.press('z');
      await expect(day.page.locator('form textarea')).toHaveValue('Too fast.');
      await day.at(thread(gina));
      await day.press('r');
      await day.at(textField('composer.field.reply'));
      await day.press('Control+a');
      await day.type('Yes, within a week.');
      await day.press('Control+Enter');
      await day.at(thread(gina));
      await expect(day.page.getByRole('log').getByText('Published')).toBeVisible({ timeout: 30_000 });
      await day.press('Escape');
      await day.at(row(gina));
    },
  },
  {
    title: 'sending and resolving goes on to the next row',
    work: async ({ day }) => {
      day.part('Send and resolve');
      await day.press('j', 'Enter');
      await day.at(thread(hugo));
      await day.press('r');
      await day.at(textField('composer.field.reply'));
      await day.type('We send another one today.');
      await day.press('Control+Shift+Enter');
      await day.at(row(judith));
    },
  },
  {
    title: 'a note, a tag, a snooze and an assignment',
    work: async ({ day }) => {
      day.part('Working on items');
      await day.press('n');
      await day.at(textField('composer.field.note'));
      await day.type('Ask the workshop first.');
      await day.press('Control+Enter');
      await day.at(thread(judith));
      await day.press('t');
      await day.at({ role: 'combobox', name: /./u });
      await day.type('visit');
      await day.press('Enter');
      await day.at(thread(judith));
      await day.press('a');
      await day.at({ role: 'combobox', name: /./u });
      await day.press('Enter');
      await day.at(thread(judith));
      await day.press('h');
      await day.at({ role: 'combobox', name: /./u });
      await day.press('Enter');
      await day.at(thread(karim));
    },
  },
  {
    title: 'a range of rows is resolved at once, and the undo brings them back',
    work: async ({ day }) => {
      day.part('Many at once');
      await day.press('Escape');
      await day.at(row(karim));
      await day.press('x', 'j', 'Shift+X');
      await day.at(row(lena));
      await day.press('e');
      await day.at(row(oscar));
      await expect(day.page.getByRole('link', { name: /Karim Martin/u })).toHaveCount(0);
      await day.press('z');
      await expect(day.page.getByRole('link', { name: /Karim Martin/u })).toHaveCount(1);
      await day.at(row(oscar));
    },
  },
  {
    title: 'a search, and a walk through what it found',
    work: async ({ day }) => {
      day.part('Searching');
      await day.press('/');
      await day.at({ role: 'searchbox', name: says('queue.searchLabel') });
      await day.type('martin');
      await day.press('Enter');
      await day.at(row(karim));
      await day.press('j');
      await day.at(row(lena));
      await day.press('Escape', 'Escape');
      await day.at(row(lena));
    },
  },
  {
    title: 'hiding with an undo, and deleting that is cancelled',
    work: async ({ day }) => {
      day.part('Moderating');
      await day.press('/');
      await day.type('plutôt');
      await day.press('Enter');
      await day.at(row(oscar));
      await day.press('Enter');
      await day.at(thread(oscar));
      await day.press('!');
      await expect(day.page.getByText('hidden', { exact: true })).toBeVisible();
      await day.press('!');
      await expect(day.page.getByText('hidden', { exact: true })).toBeHidden();
      await day.at(thread(oscar));
      await day.press('#');
      await day.at({ role: 'button', name: /./u });
      await day.press('Escape');
      await day.at(thread(oscar));
    },
  },
  {
    title: 'the palette leads to the channels and back',
    work: async ({ day }) => {
      day.part('Channels');
      await day.press('Control+k');
      await day.at({ role: 'combobox', name: says('keys.palette') });
      await day.type('channels');
      await day.press('Enter');
      await day.page.waitForURL(/\/channels$/u);
      await day.at({ role: 'heading', name: says('channels.title') });
      await day.pressUntil('Tab', { role: 'link', name: /Maison Aubry/u }, 80);
      await day.press('Enter');
      await day.page.waitForURL(/\/channels\/[0-9a-f-]{36}$/u);
      await day.back();
      await day.page.waitForURL(/\/channels$/u);
      await day.press('g', 'i');
      await day.page.waitForURL(/\/open$/u);
    },
  },
  {
    title: 'with single keys switched off: arrows, Enter, Escape and the palette',
    work: async ({ day }) => {
      day.part('Without single keys');
      const anyRow: Place = { role: 'link', name: /.*, .* on /u };
      await day.press('j');
      await day.press('?');
      await day.at({ role: 'button', name: says('common.close') });
      await day.pressUntil('Tab', { role: 'switch', name: says('keys.switch') });
      await day.press('Space', 'Escape');
      await day.at(anyRow);
      await day.staysAfter('j');
      await day.press('ArrowDown');
      await day.at(anyRow);
      await day.press('Enter');
      await day.at(thread(undefined));
      await day.press('Control+k');
      await day.at({ role: 'combobox', name: says('keys.palette') });
      await day.type('add a note');
      await day.press('Enter');
      await day.at(textField('composer.field.note'));
      await day.press('Escape');
      await day.at(thread(undefined));
      await day.press('Escape');
      await day.at(anyRow);
      await day.press('Control+k');
      await day.type('keyboard shortcuts');
      await day.press('Enter');
      await day.at({ role: 'button', name: says('common.close') });
      await day.pressUntil('Tab', { role: 'switch', name: says('keys.switch') });
      await day.press('Space', 'Escape');
      await day.at(anyRow);
      await day.press('j');
      await day.at(anyRow);
    },
  },
  {
    title: 'the settings switch the language and back, and signing out ends the day',
    work: async ({ day, address, slug }) => {
      day.part('Settings');
      await day.page.goto(`${address}/w/${slug}/settings/account`);
      await day.pressUntil('Tab', { role: 'combobox', name: says('settings.account.language') }, 80);
      await day.press('Enter', 'ArrowDown', 'ArrowDown', 'Enter');
      await day.at({ role: 'combobox', name: sentence('fr', 'settings.account.language') });
      await day.press('Enter', 'ArrowUp', 'Enter');
      await day.at({ role: 'combobox', name: says('settings.account.language') });
      await day.press('Control+k');
      await day.at({ role: 'combobox', name: says('keys.palette') });
      await day.type('sign out');
      await day.press('Enter');
      await day.page.waitForURL(/\/sign-out$/u);
      await day.pressUntil('Tab', { role: 'button', name: says('account.signOut.submit') });
      await day.press('Enter');
      await day.page.waitForURL(/\/sign-in/u);
      await day.pressUntil('Tab', textField('account.fields.email'));
    },
  },
];
