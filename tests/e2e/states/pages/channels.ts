import type { Seeded } from '../seed/seed.ts';
import { type State, statesOf } from '../state.ts';

const heading = 'h1';

const channel = (name: keyof Seeded['channels'], as?: State['as']): State => ({
  name: `channel-${name}${as ? `-${as}` : ''}`,
  page: 'w/[workspace]/channels/[channelId]/page.tsx',
  ...(as ? { as } : {}),
  reach: async (driver) => {
    await driver.inBusy(`channels/${driver.seeded.channels[name].id}`);
    await driver.page.locator(heading).first().waitFor();
    await driver.interactive();
  },
});

const connect = (network: string): State => ({
  name: `connect-${network}`,
  page: 'w/[workspace]/channels/connect/[target]/page.tsx',
  reach: async (driver) => {
    await driver.inBusy(`channels/connect/${network}`);
    await driver.page.locator(heading).first().waitFor();
    await driver.interactive();
  },
});

const attempt = (name: keyof Seeded['attempts']): State => ({
  name: `connect-attempt-${name}`,
  page: 'w/[workspace]/channels/connect/[target]/page.tsx',
  reach: async (driver) => {
    await driver.inBusy(`channels/connect/${driver.seeded.attempts[name]}`);
    await driver.page.locator(heading).first().waitFor();
  },
});

const lists = statesOf({ page: 'w/[workspace]/channels/page.tsx' }, [
  {
    name: 'channels',
    reach: async (driver) => {
      await driver.inBusy('channels');
      await driver.page.getByText('lune.example.test').filter({ visible: true }).first().waitFor();
    },
  },
  {
    name: 'channels-client',
    as: 'client',
    reach: async (driver) => {
      await driver.inBusy('channels');
      await driver.page.locator(heading).first().waitFor();
    },
  },
  {
    name: 'channels-working',
    reach: async (driver) => {
      await driver.go(`/w/${driver.seeded.calm}/channels`);
      await driver.page.getByText('lune.example.test').filter({ visible: true }).first().waitFor();
    },
  },
  {
    name: 'channels-none',
    reach: async (driver) => {
      await driver.go(`/w/${driver.seeded.bare}/channels`);
      await driver.page.locator(heading).first().waitFor();
    },
  },
]);

const details = statesOf({ page: 'w/[workspace]/channels/[channelId]/page.tsx' }, [
  {
    name: 'channel-subscription',
    reach: async (driver) => {
      await channel('facebook').reach(driver, driver.page);
      await driver.page.locator('summary h2', { hasText: driver.say('channels.push.title') }).click();
      await driver.page.getByText('standby', { exact: true }).waitFor();
    },
  },
  {
    name: 'channel-cost',
    reach: async (driver) => {
      await channel('x').reach(driver, driver.page);
      await driver.page.locator('summary h2', { hasText: driver.say('channels.limits') }).click();
      await driver.page.getByText(driver.say('channels.perDay'), { exact: true }).waitFor();
    },
  },
  {
    name: 'channel-check',
    reach: async (driver) => {
      await channel('facebook').reach(driver, driver.page);
      await driver.page.locator('summary h2', { hasText: driver.say('channel-check.title') }).click();
      await driver.page.getByText('pages_read_engagement', { exact: true }).waitFor();
    },
  },
  {
    name: 'channel-check-under-way',
    reach: async (driver) => {
      await channel('x').reach(driver, driver.page);
      await driver.page.locator('summary h2', { hasText: driver.say('channel-check.title') }).click();
      await driver.page.getByText('GET /2/users/{id}/mentions', { exact: true }).first().waitFor();
    },
  },
  {
    name: 'channel-unreadable-entries',
    reach: async (driver) => {
      await channel('google').reach(driver, driver.page);
      await driver.page.getByText(driver.say('channels.rejectReasons.unreadable')).first().waitFor();
    },
  },
  {
    name: 'channel-menu',
    reach: async (driver) => {
      await channel('facebook').reach(driver, driver.page);
      await driver.button('channels.more').click();
      await driver.page.getByRole('menuitem').first().waitFor();
    },
  },
  {
    name: 'channel-disconnect-dialog',
    reach: async (driver) => {
      await channel('facebook').reach(driver, driver.page);
      await driver.button('channels.more').click();
      await driver.page.getByRole('menuitem', { name: driver.say('channels.disconnect') }).click();
      await driver.dialog.waitFor();
    },
  },
]);

const deliveries = statesOf({ page: 'w/[workspace]/channels/[channelId]/deliveries/page.tsx' }, [
  {
    name: 'deliveries',
    reach: async (driver) => {
      await driver.inBusy(`channels/${driver.seeded.channels.facebook.id}/deliveries`);
      await driver.page.getByText(driver.say('channels.delivery.states.unreadable')).first().waitFor();
    },
  },
  {
    name: 'deliveries-none',
    reach: async (driver) => {
      await driver.inBusy(`channels/${driver.seeded.channels.google.id}/deliveries`);
      await driver.page.locator(heading).first().waitFor();
    },
  },
  {
    name: 'delivery-dialog',
    reach: async (driver) => {
      await driver.inBusy(`channels/${driver.seeded.channels.facebook.id}/deliveries`);
      await driver.button('channels.delivery.show').first().click();
      await driver.dialog.waitFor();
    },
  },
]);

const connecting = statesOf({ page: 'w/[workspace]/channels/connect/page.tsx' }, [
  {
    name: 'connect',
    reach: async (driver) => {
      await driver.inBusy('channels/connect');
      await driver.page.locator(heading).first().waitFor();
    },
  },
]);

const refused = statesOf({ page: 'w/[workspace]/channels/connect/[target]/page.tsx' }, [
  {
    name: 'connect-bluesky-refused',
    logs: /4\d\d|5\d\d/u,
    reach: async (driver) => {
      await connect('bluesky').reach(driver, driver.page);
      const fields = driver.page.locator('form input');
      await fields.nth(0).fill('nobody.invalid');
      await fields.nth(1).fill('abcd-efgh-ijkl-mnop');
      await fields.nth(2).fill('http://127.0.0.1:9');
      await driver.page.locator('form button[type=submit]').click();
      await driver.page
        .getByRole('alert')
        .or(driver.page.locator('form [role=status]'))
        .first()
        .waitFor({ timeout: 30_000 });
    },
  },
]);

const reconnecting = statesOf({ page: 'w/[workspace]/channels/[channelId]/reconnect/page.tsx' }, [
  {
    name: 'reconnect-signing-in',
    reach: async (driver) => {
      await driver.inBusy(`channels/${driver.seeded.channels.threads.id}/reconnect`);
      await driver.page.locator(heading).first().waitFor();
    },
  },
  {
    name: 'reconnect-typing',
    reach: async (driver) => {
      await driver.inBusy(`channels/${driver.seeded.channels.bluesky.id}/reconnect`);
      await driver.page.locator(heading).first().waitFor();
    },
  },
]);

const matrix = statesOf({ page: 'w/[workspace]/networks/page.tsx' }, [
  {
    name: 'matrix',
    reach: async (driver) => {
      await driver.inBusy('networks');
      await driver.page.getByRole('table').first().waitFor();
    },
  },
]);

export const channelStates: State[] = [
  ...lists,
  ...(
    [
      'instagram',
      'facebook',
      'x',
      'youtube',
      'threads',
      'linkedin',
      'tiktok',
      'pinterest',
      'bluesky',
      'whatsapp',
    ] as const
  ).map((name) => channel(name)),
  channel('facebook', 'manager'),
  ...details,
  ...deliveries,
  ...connecting,
  // One network for each kind of form: typed credentials, a sign-in, an app that is not set up, nothing to read, calls that cost money.
  ...['bluesky', 'threads', 'facebook', 'pinterest', 'x'].map(connect),
  ...(['waiting', 'refused', 'failed', 'expired', 'choose', 'none', 'budget'] as const).map(attempt),
  ...refused,
  ...reconnecting,
  ...matrix,
];
