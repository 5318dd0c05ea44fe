import type { DialogKind } from '#components/inbox-state/screen-state.ts';
import type { Driver } from '../driver.ts';
import { type State, statesOf } from '../state.ts';

const PAGE = 'w/[workspace]/[view]/[[...item]]/page.tsx';

/** Opens a dialog with keys on the first row of the list, and types into it. */
function opened(name: string, dialog: DialogKind, keys: readonly string[], typed = ''): Omit<State, 'page'> {
  return {
    name,
    dialog,
    isByKeyboard: true,
    reach: async (driver) => {
      await driver.list();
      await driver.press('j', ...keys);
      await driver.dialog.waitFor();
      if (typed) await driver.page.keyboard.type(typed);
    },
  };
}

const openFilter = async (driver: Driver) => {
  await driver.list();
  await driver.button('queue.filter').click();
  await driver.dialog.waitFor();
};

export const dialogStates = statesOf({ page: PAGE }, [
  opened('palette', 'palette', ['Control+k']),
  opened('palette-query', 'palette', ['Control+k'], 're'),
  {
    name: 'palette-found',
    dialog: 'palette',
    isByKeyboard: true,
    reach: async (driver) => {
      await driver.list();
      await driver.press('Control+k');
      await driver.typeInDialog('noël');
      await driver.dialog.getByText('Clara Noël').first().waitFor();
    },
  },
  opened('palette-nothing', 'palette', ['Control+k'], 'zzzz'),
  opened('keys', 'keys', ['?']),
  {
    name: 'keys-refused',
    dialog: 'keys',
    isByKeyboard: true,
    reach: async (driver) => {
      await driver.list();
      await driver.press('?');
      await driver.dialog.waitFor();
      await driver.dialog
        .getByRole('button', { name: / e\)?$|: e\b|\be$/u })
        .first()
        .click();
      await driver.press('j');
      await driver.dialog.getByRole('alert').waitFor();
    },
  },
  opened('case', 'case', ['c']),
  opened('case-query', 'case', ['c'], 'Colis perdu'),
  opened('assign', 'assign', ['a']),
  opened('assign-query', 'assign', ['a'], 'lé'),
  {
    name: 'confidential',
    dialog: 'confidential',
    reach: async (driver) => {
      await driver.item('comment');
      await driver.button('item.more').click();
      await driver.page.getByRole('menuitem', { name: driver.say('commands.confidential') }).click();
      await driver.dialog.waitFor();
    },
  },
  opened('ask-nobody', 'ask-for', ['Shift+I']),
  opened('hand-over', 'hand-over', ['y']),
  {
    name: 'resolve',
    dialog: 'resolve',
    isByKeyboard: true,
    reach: async (driver) => {
      await driver.item('review');
      await driver.press('e');
      await driver.dialog.waitFor();
    },
  },
  {
    name: 'hand-over-with-draft',
    dialog: 'hand-over',
    isByKeyboard: true,
    reach: async (driver) => {
      await driver.item('dm', 'all');
      await driver.compose('r', 'Bonjour,');
      await driver.press('Escape', 'y');
      await driver.dialog.getByRole('option').first().waitFor();
      await driver.press('Enter');
      await driver.dialog.getByRole('option', { name: driver.say('asks.handOverWithDraft') }).waitFor();
    },
  },
  opened('tag', 'tag', ['t']),
  opened('tag-new', 'tag', ['t'], 'porcelaine'),
  opened('snooze', 'snooze', ['h']),
  opened('snooze-query', 'snooze', ['h'], '3'),
  {
    name: 'schedule',
    dialog: 'schedule',
    isByKeyboard: true,
    reach: async (driver) => {
      await driver.item('dm', 'all');
      await driver.compose('r', 'Bonjour, nous vous répondons demain.');
      await driver.press('Control+;');
      await driver.dialog.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'promise',
    dialog: 'promise',
    isByKeyboard: true,
    reach: async (driver) => {
      await driver.item('dm', 'all');
      await driver.compose('r', 'Bonjour, voici.');
      await driver.press('Control+.');
      await driver.dialog.getByRole('option').first().waitFor();
    },
  },
  opened('workspace', 'workspace', ['g', 'w']),
  { name: 'filter', dialog: 'filter', reach: openFilter },
  {
    name: 'filter-query',
    dialog: 'filter',
    reach: async (driver) => {
      await openFilter(driver);
      await driver.page.keyboard.type('inst');
    },
  },
  {
    name: 'save-view',
    dialog: 'save-view',
    reach: async (driver) => {
      await driver.list('all?network=instagram');
      await driver.button('queue.saveView').click();
      await driver.dialog.waitFor();
    },
  },
  {
    name: 'save-view-shared',
    dialog: 'save-view',
    reach: async (driver) => {
      await driver.list('all?network=instagram');
      await driver.button('queue.saveView').click();
      await driver.dialog.getByRole('switch', { name: driver.say('asks.shareView') }).click();
      await driver.dialog.getByText(driver.say('asks.viewFirstFor')).waitFor();
    },
  },
  {
    name: 'save-view-manager',
    dialog: 'save-view',
    as: 'manager',
    reach: async (driver) => {
      await driver.list('all?network=instagram');
      await driver.button('queue.saveView').click();
      await driver.dialog.waitFor();
    },
  },
]);
