import { expect } from '@playwright/test';
import type { DemoInstance } from '../demo-instance.ts';
import { sentence } from '../states/driver.ts';
import type { Day, Place } from './day.ts';
import { type Fan, letPeopleWrite } from './prepare-day.ts';

export const FANS: readonly Fan[] = [
  { fan: 'paula', name: 'Paula Martin', text: 'Faites-vous des bols à oreilles ?' },
  { fan: 'rosa', name: 'Rosa Martin', text: 'Le bol bleu revient-il ?' },
  { fan: 'samir', name: 'Samir Martin', text: 'Is the café open on Sundays?' },
  { fan: 'tina', name: 'Tina Martin', text: 'Two plates arrived broken.' },
];
const [tina, samir, rosa] = FANS.map(({ name }) => name).toReversed();

const says = (key: string) => sentence('en', key);
/** A sentence about somebody. */
const about = (key: string, name: string | undefined) =>
  new RegExp(`(?=.*${name ?? ''})${says(key).source.slice(1, -1)}`, 'u');
const row = (name: string | undefined, more = ''): Place => ({
  role: 'link',
  name: new RegExp(`^${name ?? ''}, .*${more}`, 'u'),
});
const thread = (name: string | undefined): Place => ({ role: 'log', name: about('item.thread', name) });

type Given = { day: Day; demo: DemoInstance; slug: string };

/** The parts of the day, in order. Each goes on where the one before it ended. */
export const parts: readonly { title: string; work: (given: Given) => Promise<void> }[] = [
  {
    title: 'the page says what it is: its title, one heading, its landmarks and its list',
    work: async ({ day }) => {
      day.part('The page');
      await expect(day.page).toHaveTitle(/\S/u);
      await expect(day.page.getByRole('heading', { level: 1 })).toHaveCount(1);
      for (const role of ['main', 'navigation'] as const) await expect(day.page.getByRole(role).first()).toBeVisible();
      const list = day.page
        .getByRole('list', { name: says('queue.list') })
        .or(day.page.getByRole('list', { name: /Open/u }));
      await expect(list.first()).toBeVisible();
    },
  },
  {
    title: 'each row says who wrote what, where, when, and whether it was read',
    work: async ({ day }) => {
      day.part('The list');
      await day.press('j');
      await day.at(row(tina, 'comment on Facebook.*unread.*Two plates arrived broken'));
      await day.press('j');
      await day.at(row(samir, 'comment on Facebook.*unread.*Is the café open'));
      await day.press('k');
      await day.at(row(tina));
      await day.hearsNothing();
    },
  },
  {
    title: 'opening an item says whose it is, and claiming it says so once',
    work: async ({ day }) => {
      day.part('An item');
      await day.press('Enter');
      await day.at(thread(tina));
      await day.press('i');
      await day.hears(/^The item from Tina Martin is yours now\.$/u);
      await day.at(thread(tina));
    },
  },
  {
    title: 'a reply is announced when it leaves and when it is published',
    work: async ({ day }) => {
      day.part('A reply');
      await day.press('r');
      await day.at({ role: 'textbox', name: says('composer.field.reply') });
      await day.type('We send two new ones today.');
      await day.press('Control+Enter');
      await day.hears(about('composer.saidSent', tina));
      await day.at(thread(tina));
      await day.hears(about('item.news.sent', tina));
    },
  },
  {
    title: 'an answer of the person is announced while the item is open',
    work: async ({ day, demo, slug }) => {
      day.part('An answer');
      await day.press('Escape');
      await day.at(row(tina));
      await day.press('j', 'Enter');
      await day.at(thread(samir));
      await letPeopleWrite(day.page, demo, slug, [{ fan: 'vera', name: 'Vera Martin', text: 'Another one asks.' }]);
      await day.hears(/1 new/u);
    },
  },
  {
    title: 'a tag, a snooze and its undo are each said once',
    work: async ({ day }) => {
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
    },
  },
  {
    title: 'a selection is counted aloud, and what is done with it is one sentence',
    work: async ({ day }) => {
      day.part('A selection');
      await day.press('Escape');
      await day.press('x');
      await day.hears(/^1 selected$/u);
      await day.press('j', 'x');
      await day.hears(/^2 selected$/u);
      await day.press('*', 'n');
      await day.hears(says('queue.selectionCleared'));
    },
  },
  {
    title: 'the palette and its options have names',
    work: async ({ day }) => {
      day.part('The palette');
      await day.press('Control+k');
      await day.at({ role: 'combobox', name: says('keys.palette') });
      await day.press('ArrowDown');
      await day.at({ role: 'combobox', name: says('keys.palette') });
      await day.press('Escape');
      await day.at(row(rosa === undefined ? undefined : '.* Martin'));
    },
  },
  {
    title: 'losing the connection is said',
    work: async ({ day }) => {
      day.part('Offline');
      await day.page.context().setOffline(true);
      await day.hears(says('queue.offline'));
      await day.page.context().setOffline(false);
    },
  },
];
