import { PASSWORD } from '../../instance.ts';
import type { Driver } from '../driver.ts';
import { type State, statesOf } from '../state.ts';

const section = (name: string, as?: State['as']): State => ({
  name: `settings-${name}${as ? `-${as}` : ''}`,
  page: `w/[workspace]/settings/${name}/page.tsx`,
  ...(as ? { as } : {}),
  reach: async (driver) => await open(driver, name),
});

async function open(driver: Driver, name: string): Promise<void> {
  await driver.inBusy(`settings/${name}`);
  await driver.page.locator('h1').first().waitFor();
  await driver.interactive();
}

const dialogs: State[] = [
  {
    name: 'settings-distribution-person',
    page: 'w/[workspace]/settings/distribution/page.tsx',
    reach: async (driver) => {
      await open(driver, 'distribution');
      await driver.button('routing.distribution.editOf').first().click();
      await driver.dialog.waitFor();
    },
  },
  {
    name: 'settings-availability-away',
    page: 'w/[workspace]/settings/availability/page.tsx',
    reach: async (driver) => {
      await open(driver, 'availability');
      await driver.page.getByRole('switch').first().click();
      await driver.page.locator('input[type=date]').fill('2026-12-24');
      await driver.button('common.add').click();
      await driver.page.getByRole('combobox').first().click();
      await driver.page.getByRole('option').nth(1).click();
      await driver.page.locator('input[type=datetime-local]').waitFor();
    },
  },
  {
    name: 'settings-replies-new',
    page: 'w/[workspace]/settings/replies/[savedReplyId]/page.tsx',
    reach: async (driver) => {
      await open(driver, 'replies/new');
      await driver.page.locator('textarea').first().fill('Bonjour {{first_name|à vous}}, {{tel}}');
    },
  },
  {
    name: 'settings-replies-delete-dialog',
    page: 'w/[workspace]/settings/replies/page.tsx',
    reach: async (driver) => {
      await open(driver, 'replies');
      await driver.button('saved-replies.settings.delete').first().click();
      await driver.dialog.waitFor();
    },
  },
  {
    name: 'settings-fields-edit',
    page: 'w/[workspace]/settings/fields/page.tsx',
    reach: async (driver) => {
      await open(driver, 'fields');
      await driver.button('item-fields.editNamed').first().click();
      await driver.button('item-fields.save').waitFor();
    },
  },
  {
    name: 'settings-fields-delete-dialog',
    page: 'w/[workspace]/settings/fields/page.tsx',
    reach: async (driver) => {
      await open(driver, 'fields');
      await driver.button('item-fields.deleteNamed').first().click();
      await driver.dialog.waitFor();
    },
  },
  {
    name: 'settings-replies-no-match',
    page: 'w/[workspace]/settings/replies/page.tsx',
    reach: async (driver) => await open(driver, 'replies?q=zzzz'),
  },
  {
    name: 'settings-members-remove-dialog',
    page: 'w/[workspace]/settings/members/page.tsx',
    reach: async (driver) => {
      await open(driver, 'members');
      await driver.button('settings.members.remove').first().click();
      await driver.dialog.waitFor();
    },
  },
  {
    name: 'settings-members-successor-list',
    page: 'w/[workspace]/settings/members/page.tsx',
    reach: async (driver) => {
      await open(driver, 'members');
      await driver.button('settings.members.remove').first().click();
      await driver.dialog.getByRole('combobox').click();
      await driver.page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'settings-members-sign-out-dialog',
    page: 'w/[workspace]/settings/members/page.tsx',
    reach: async (driver) => {
      await open(driver, 'members');
      await driver.button('safety.signOut.of').first().click();
      await driver.dialog.waitFor();
    },
  },
  {
    name: 'settings-audit-nothing',
    page: 'w/[workspace]/settings/audit/page.tsx',
    reach: async (driver) => await open(driver, 'audit?text=nothing-like-this'),
  },
  {
    name: 'settings-account-ask-password',
    page: 'w/[workspace]/settings/account/page.tsx',
    reach: async (driver) => {
      await open(driver, 'account');
      await driver.button('safety.totp.begin').click();
      await driver.dialog.locator('[name=password]').waitFor();
    },
  },
  {
    name: 'settings-account-app',
    page: 'w/[workspace]/settings/account/page.tsx',
    reach: async (driver) => {
      await open(driver, 'account');
      await driver.button('safety.totp.begin').click();
      await driver.dialog.locator('[name=password]').fill(PASSWORD);
      await driver.press('Enter');
      await driver.page.locator('[name=code]').waitFor();
    },
  },
  {
    name: 'settings-members-channels',
    page: 'w/[workspace]/settings/members/page.tsx',
    reach: async (driver) => {
      await open(driver, 'members');
      await driver.button('settings.members.channelsOf').first().click();
      await driver.dialog.getByRole('radio').nth(1).check();
    },
  },
  {
    name: 'settings-members-already',
    page: 'w/[workspace]/settings/members/page.tsx',
    reach: async (driver) => {
      await open(driver, 'members');
      await driver.page.locator('input[type=email]').fill('tom@example.test');
      await driver.page.locator('form button[type=submit]').first().click();
      await driver.page.locator('[aria-invalid=true]').first().waitFor();
    },
  },
  {
    name: 'settings-members-role-list',
    page: 'w/[workspace]/settings/members/page.tsx',
    reach: async (driver) => {
      await open(driver, 'members');
      await driver.page.getByRole('combobox').first().click();
      await driver.page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'settings-api-revoke-dialog',
    page: 'w/[workspace]/settings/api/page.tsx',
    reach: async (driver) => {
      await open(driver, 'api');
      await driver.button('settings.api.revoke').first().click();
      await driver.dialog.waitFor();
    },
  },
  {
    name: 'settings-networks-unfolded',
    page: 'w/[workspace]/settings/networks/page.tsx',
    reach: async (driver) => {
      await open(driver, 'networks');
      await driver.page.locator('button[aria-expanded=false][aria-controls]').nth(1).click();
    },
  },
  {
    name: 'settings-account-wrong-password',
    page: 'w/[workspace]/settings/account/page.tsx',
    reach: async (driver) => {
      await open(driver, 'account');
      const fields = driver.page.locator('input[type=password]');
      await fields.nth(0).fill('not-the-password');
      await fields.nth(1).fill('ficelle-armoire-brouillard');
      await fields.nth(1).press('Enter');
      await driver.page.locator('[aria-invalid=true], [role=alert]').first().waitFor();
    },
  },
];

export const settingsStates: State[] = [
  ...statesOf({ page: 'w/[workspace]/settings/page.tsx' }, [
    {
      name: 'settings',
      reach: async (driver) => {
        await driver.inBusy('settings');
        await driver.page.locator('h1').first().waitFor();
      },
    },
  ]),
  ...[
    'account',
    'workspace',
    'replies',
    'guidance',
    'guard-rails',
    'fields',
    'approval',
    'contacts',
    'members',
    'networks',
    'api',
    'audit',
    'availability',
    'distribution',
  ].map((name) => section(name)),
  section('account', 'client'),
  section('members', 'manager'),
  ...dialogs,
  ...statesOf({ page: 'w/[workspace]/error.tsx' }, [
    {
      name: 'workspace-error',
      logs: /Failed to load|ERR_FAILED/u,
      reach: async (driver) => {
        await driver.inBusy('me');
        await driver.interactive('main a');
        await driver.loseScripts();
        await driver.page.locator('main a[href$="/settings"]').click();
        await driver.page.getByRole('heading', { name: driver.say('common.crash.page') }).waitFor();
      },
    },
  ]),
  ...statesOf({ page: 'w/[workspace]/me/page.tsx' }, [
    {
      name: 'me',
      reach: async (driver) => {
        await driver.inBusy('me');
        await driver.page.locator('h1').first().waitFor();
      },
    },
    {
      name: 'me-client',
      as: 'client',
      reach: async (driver) => {
        await driver.inBusy('me');
        await driver.page.locator('h1').first().waitFor();
      },
    },
  ]),
];
