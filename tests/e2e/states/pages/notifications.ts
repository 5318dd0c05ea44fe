import { type State, statesOf } from '../state.ts';

const rows = 'a[data-notification]';

/** What a member is notified of. */
export const notificationStates: State[] = statesOf({ page: 'w/[workspace]/notifications/page.tsx' }, [
  {
    name: 'notifications',
    reach: async (driver) => {
      await driver.inBusy('notifications');
      await driver.page.locator(rows).first().waitFor();
    },
  },
  {
    name: 'notifications-by-keyboard',
    isByKeyboard: true,
    only: 'desktop',
    reach: async (driver) => {
      await driver.inBusy('notifications');
      await driver.interactive(rows);
      await driver.press('j', 'ArrowDown');
      await driver.page.waitForFunction(() => document.activeElement?.hasAttribute('data-notification'));
    },
  },
  {
    name: 'notifications-none',
    as: 'manager',
    reach: async (driver) => {
      await driver.inBusy('notifications');
      await driver.page.getByText(driver.say('notifications.empty')).waitFor();
    },
  },
]);
