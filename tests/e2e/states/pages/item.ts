import type { Seeded } from '../seed/seed.ts';
import { type State, statesOf } from '../state.ts';

const PAGE = 'w/[workspace]/[view]/[[...item]]/page.tsx';

/** Every item that is seeded is a state of its own: what it is about is its name. */
const shown: readonly (keyof Seeded['items'])[] = [
  'comment',
  'dm',
  'dmClosed',
  'review',
  'mention',
  'long',
  'edited',
  'deleted',
  'hidden',
  'held',
  'untold',
  'encrypted',
  'foreign',
  'taken',
  'mine',
  'shared',
  'givenBack',
  'cutOff',
  'joined',
  'media',
  'talkative',
  'erased',
  'published',
  'queued',
  'sending',
  'failed',
  'unconfirmed',
  'changed',
  'toApprove',
  'sentBack',
  'scheduled',
  'promised',
  'heldReply',
  'awaited',
  'delivered',
  'undelivered',
  'templated',
  'hideFailed',
  'blocked',
];

const views: Partial<Record<keyof Seeded['items'], string>> = { waiting: 'waiting', resolved: 'resolved' };
const hyphened = (name: string) => name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);

const ofSeeds: Omit<State, 'page'>[] = shown.map((name) => ({
  name: `item-${hyphened(name)}`,
  reach: async (driver) => await driver.item(name, views[name] ?? 'all'),
  // The network has lost one of its pictures.
  ...(name === 'media' ? { logs: /404|502|Failed to load resource/u } : {}),
}));

export const itemStates = statesOf({ page: PAGE }, [
  ...ofSeeds,
  {
    name: 'case-dialog',
    reach: async (driver) => {
      await driver.item('joined', 'all');
      // Beside the item, or in a sheet over it.
      const menu = driver.button('cases.menu');
      if (!(await menu.isVisible())) await driver.button('commands.toggleContext').click();
      await menu.click();
      await driver.page.getByRole('menuitem', { name: driver.say('cases.edit') }).click();
      await driver.dialog.waitFor();
    },
  },
  {
    name: 'item-scheduled-correcting',
    reach: async (driver) => {
      await driver.item('scheduled', 'all');
      await driver.button('scheduled.changeText').click();
      await driver.page
        .getByRole('textbox', { name: driver.say('scheduled.text') })
        .first()
        .waitFor();
    },
  },
  {
    name: 'item-promise-withdrawing',
    reach: async (driver) => {
      await driver.item('promised', 'all');
      await driver.button('promises.withdraw').first().click();
      await driver.page.getByRole('textbox', { name: driver.say('promises.reason') }).waitFor();
    },
  },
  {
    name: 'item-of-another-manager',
    as: 'manager',
    reach: async (driver) => await driver.item('taken'),
  },
  { name: 'item-client', as: 'client', reach: async (driver) => await driver.item('comment') },
  { name: 'item-waiting', reach: async (driver) => await driver.item('waiting', 'waiting') },
  { name: 'item-snoozed', reach: async (driver) => await driver.item('snoozed', 'snoozed') },
  { name: 'item-resolved', reach: async (driver) => await driver.item('resolved', 'resolved') },
  { name: 'item-ignored', reach: async (driver) => await driver.item('ignored', 'all') },
  {
    name: 'item-opened-by-key',
    isByKeyboard: true,
    reach: async (driver) => {
      await driver.list();
      await driver.press('j', 'Enter');
      await driver.page.locator('[data-message]').first().waitFor();
    },
  },
  {
    name: 'item-diff',
    reach: async (driver) => {
      await driver.item('edited');
      await driver.button('item.edited').click();
      await driver.page.locator('ins, del').first().waitFor();
    },
  },
  {
    name: 'item-post-unfolded',
    reach: async (driver) => {
      await driver.item('comment');
      await driver.button('item.unfoldPost').click();
    },
  },
  {
    name: 'item-menu',
    reach: async (driver) => {
      await driver.item('comment');
      await driver.button('item.more').click();
      await driver.page.getByRole('menuitem').first().waitFor();
    },
  },
  {
    name: 'item-message-menu',
    reach: async (driver) => {
      await driver.item('comment');
      const message = driver.page.locator('[data-message]').first();
      await message.hover();
      await message.getByRole('button', { name: driver.say('item.messageMore') }).click();
      await driver.page.getByRole('menuitem').first().waitFor();
    },
  },
  {
    name: 'item-message-menu-of-ours',
    reach: async (driver) => {
      await driver.item('published', 'all');
      const message = driver.page.locator('[data-message]').last();
      await message.hover();
      await message.getByRole('button', { name: driver.say('item.messageMore') }).click();
      await driver.page.getByRole('menuitem').first().waitFor();
    },
  },
  {
    name: 'item-delete-dialog',
    isByKeyboard: true,
    reach: async (driver) => {
      await driver.item('published', 'all');
      await driver.press('#');
      await driver.page.getByRole('dialog').or(driver.page.getByRole('alertdialog')).waitFor();
    },
  },
  {
    name: 'item-routed',
    only: 'desktop',
    reach: async (driver) => {
      await driver.item('mine');
      await driver.page.getByText(/11 (?:of|sur) 30/u).waitFor();
    },
  },
  {
    name: 'item-without-context',
    only: 'desktop',
    reach: async (driver) => {
      await driver.prefer({ isContextOpen: false });
      await driver.item('comment');
    },
  },
  {
    name: 'item-context-sheet',
    only: 'phone',
    isByKeyboard: true,
    reach: async (driver) => {
      await driver.item('comment');
      await driver.press(']');
      await driver.dialog.waitFor();
    },
  },
  {
    name: 'item-loading',
    reach: async (driver) => {
      await driver.list();
      await driver.page.route(/\/items\/[0-9a-f-]{36}(\?|$)/u, async () => {
        // The answer never comes.
      });
      await driver.rows.nth(6).click();
      await driver.page.waitForURL(/\/open\/[0-9a-f-]{36}/u);
    },
  },
  {
    name: 'item-load-failed',
    logs: /500/u,
    reach: async (driver) => {
      await driver.list();
      await driver.page.route(/\/items\/[0-9a-f-]{36}(\?|$)/u, async (route) => {
        await route.fulfill({ status: 500, body: '' });
      });
      await driver.rows.nth(6).click();
      await driver.button('common.retry').first().waitFor({ timeout: 30_000 });
    },
  },
  {
    name: 'item-gone',
    logs: /404/u,
    reach: async (driver) => {
      await driver.inBusy('open/01a00000-0000-7000-8000-000000000000');
      await driver.page.getByText(driver.say('item.gone')).first().waitFor({ timeout: 30_000 });
    },
  },
]);
