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
  {
    name: 'notification-settings',
    page: 'w/[workspace]/settings/notifications/page.tsx',
    reach: async (driver) => {
      await driver.inBusy('settings/notifications');
      await driver.interactive();
      await driver.page.getByRole('checkbox', { name: driver.say('notifications.settings.quietOn') }).check();
      await driver.page.locator('input[type=time]').first().waitFor();
    },
  },
  {
    name: 'notification-devices',
    page: 'w/[workspace]/settings/notifications/page.tsx',
    reach: async (driver) => {
      // As a browser that is subscribed, and has a push service.
      await driver.page.addInitScript(() => {
        const pushManager = { getSubscription: async () => ({ unsubscribe: async () => true }) };
        Object.defineProperty(navigator.serviceWorker, 'getRegistration', { value: async () => ({ pushManager }) });
        Object.defineProperty(Notification, 'permission', { value: 'granted' });
      });
      await driver.inBusy('settings/notifications');
      await driver.interactive();
      await driver.button('notifications.settings.devices.turnOn').waitFor();
      await driver.page.getByText(driver.say('notifications.settings.devices.isOn')).first().waitFor();
    },
  },
  {
    name: 'new-version',
    page: 'w/[workspace]/notifications/page.tsx',
    reach: async (driver) => {
      await driver.inBusy('notifications');
      await driver.interactive(rows);
      // Said again until it is heard: what listens is there later than the list.
      await driver.page.waitForFunction((reload) => {
        navigator.serviceWorker.dispatchEvent(new MessageEvent('message', { data: { kind: 'new-version' } }));
        return [...document.querySelectorAll('button')].some(({ textContent }) =>
          new RegExp(reload, 'u').test(textContent),
        );
      }, driver.say('shell.reload').source);
    },
  },
  {
    name: 'unsubscribe-unknown',
    page: '(account)/unsubscribe/[token]/page.tsx',
    as: 'nobody',
    reach: async (driver) => {
      await driver.go('/unsubscribe/none');
      await driver.page.getByText(driver.say('notifications.stop.unknown')).waitFor();
    },
  },
  {
    name: 'unsubscribe',
    page: '(account)/unsubscribe/[token]/page.tsx',
    as: 'nobody',
    reach: async (driver) => {
      await driver.go(driver.seeded.stopPath);
      await driver.button('notifications.stop.submit').waitFor();
    },
  },
] as State[]);
