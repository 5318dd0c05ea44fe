import type { Driver } from '../driver.ts';
import { type State, statesOf } from '../state.ts';

const open = async (driver: Driver, path = '/all/open') => {
  await driver.go(path);
  await driver.rows.first().waitFor();
  await driver.interactive();
};

/** The one queue over all workspaces. */
export const mergedStates: State[] = statesOf({ page: 'all/[view]/[[...item]]/page.tsx' }, [
  { name: 'merged-list', reach: async (driver) => await open(driver) },
  {
    name: 'merged-item',
    isByKeyboard: true,
    reach: async (driver) => {
      await open(driver);
      await driver.press('j', 'Enter');
      await driver.page.locator('[data-message]').first().waitFor();
    },
  },
  {
    name: 'merged-limited',
    reach: async (driver) => {
      await driver.go(`/all/open?in=${driver.seeded.calm}`);
      await driver.button('merged.clear').waitFor();
    },
  },
  {
    name: 'merged-empty',
    reach: async (driver) => {
      await driver.go(`/all/snoozed?in=${driver.seeded.bare}`);
      await driver.page.getByText(driver.say('merged.emptyTitle')).waitFor();
    },
  },
  {
    name: 'merged-search-open',
    isByKeyboard: true,
    reach: async (driver) => {
      await open(driver);
      await driver.press('/');
      await driver.page.getByRole('searchbox').waitFor();
    },
  },
  { name: 'merged-search-results', reach: async (driver) => await open(driver, '/all/all?q=bleue') },
  {
    name: 'merged-search-nothing',
    reach: async (driver) => {
      await driver.go('/all/all?q=zzzz');
      await driver.page.getByText(driver.say('empty.noMatch')).waitFor();
    },
  },
  {
    name: 'merged-filter-of-one',
    logs: /422/u,
    reach: async (driver) => {
      await driver.go('/all/open?tag=livraison');
      await driver.page.getByText(driver.say('errors.refusal.of_one_workspace')).first().waitFor();
    },
  },
  { name: 'merged-scheduled', reach: async (driver) => await open(driver, '/all/scheduled') },
  { name: 'merged-promised', reach: async (driver) => await open(driver, '/all/promised') },
  {
    name: 'merged-switcher',
    isByKeyboard: true,
    reach: async (driver) => {
      await open(driver);
      await driver.press('g', 'w');
      await driver.dialog.waitFor();
    },
  },
  {
    name: 'merged-notifications',
    page: 'all/notifications/page.tsx',
    reach: async (driver) => {
      await driver.go('/all/notifications');
      await driver.page.locator('a[data-notification]').first().waitFor();
    },
  },
  {
    name: 'merged-notifications-by-keyboard',
    page: 'all/notifications/page.tsx',
    isByKeyboard: true,
    only: 'desktop',
    reach: async (driver) => {
      await driver.go('/all/notifications');
      await driver.interactive('a[data-notification]');
      await driver.press('j', 'ArrowDown');
      await driver.page.waitForFunction(() => document.activeElement?.hasAttribute('data-notification'));
    },
  },
  {
    name: 'merged-notifications-none',
    page: 'all/notifications/page.tsx',
    as: 'manager',
    reach: async (driver) => {
      await driver.go('/all/notifications');
      await driver.page.getByText(driver.say('notifications.empty')).waitFor();
    },
  },
  {
    name: 'merged-me',
    page: 'all/me/page.tsx',
    reach: async (driver) => {
      await driver.go('/all/me');
      await driver.page.getByRole('link', { name: driver.say('shell.signOut') }).waitFor();
    },
  },
  {
    name: 'all-workspaces-page',
    page: 'all/page.tsx',
    reach: async (driver) => await open(driver, '/all'),
  },
] as State[]);
