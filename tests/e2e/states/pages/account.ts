import { PASSWORD } from '../../instance.ts';
import type { Driver } from '../driver.ts';
import type { Seeded } from '../seed/seed.ts';
import { type State, statesOf } from '../state.ts';

const FOLDER = '(account)';

/** A page that needs nothing but its address. */
const at = (name: string, page: string, path: (driver: Driver) => string, more: Partial<State> = {}): State => ({
  name,
  page,
  as: 'nobody',
  ...more,
  reach: async (driver) => {
    await driver.go(path(driver));
    await driver.page.locator('h1').first().waitFor();
    await driver.interactive();
  },
});

const link = (name: string, page: string, before: string, secret: keyof Seeded['links']): State =>
  at(name, page, (driver) => `${before}${driver.seeded.links[secret]}`);

/** The states before anybody is a user. */
const firstRun = statesOf({ page: `${FOLDER}/setup/page.tsx`, as: 'first' }, [
  at('setup-without-code', `${FOLDER}/setup/page.tsx`, () => '/setup', { as: 'first' }),
  at('setup-wrong-code', `${FOLDER}/setup/page.tsx`, () => '/setup?code=AAAA-BBBB-CCCC-DDDD', { as: 'first' }),
  at('setup', `${FOLDER}/setup/page.tsx`, ({ setUpLink, address }) => setUpLink.replace(address, ''), { as: 'first' }),
  {
    name: 'setup-weak-password',
    as: 'first',
    reach: async (driver) => {
      await driver.page.goto(driver.setUpLink);
      await driver.interactive();
      await driver.page.locator('[name=organization]').fill('Agence Cobalt');
      await driver.page.locator('[name=workspace]').fill('Maison Lune');
      await driver.page.locator('[name=name]').fill('Inès Morel');
      await driver.page.locator('[name=email]').fill('ines@example.test');
      await driver.page.locator('[name=password]').fill('motdepasse2024');
      await driver.page.locator('form button[type=submit]').first().click();
      await driver.page.locator('[aria-invalid=true], [role=alert]').first().waitFor();
    },
  },
]);

const signIn = statesOf({ page: `${FOLDER}/sign-in/page.tsx`, as: 'nobody' }, [
  at('sign-in', `${FOLDER}/sign-in/page.tsx`, () => '/sign-in'),
  at('sign-in-ended', `${FOLDER}/sign-in/page.tsx`, () => '/sign-in?notice=ended'),
  {
    name: 'sign-in-refused',
    as: 'nobody',
    reach: async (driver) => {
      await driver.go('/sign-in');
      await driver.interactive();
      // An address of its own for each visit, because attempts on one are counted.
      await driver.page.locator('[name=email]').fill(`nobody-${driver.device}-${driver.language}@example.test`);
      await driver.page.locator('[name=password]').fill('not-the-password');
      await driver.press('Enter');
      await driver.page.locator('[aria-invalid=true], [role=alert]').first().waitFor();
    },
  },
]);

const secondFactor: State[] = [
  {
    name: 'second-step',
    page: `${FOLDER}/sign-in/second-step/page.tsx`,
    as: 'nobody',
    reach: async (driver) => {
      await driver.go('/sign-in');
      await driver.interactive();
      await driver.page.locator('[name=email]').fill('eva@example.test');
      await driver.page.locator('[name=password]').fill(PASSWORD);
      await driver.press('Enter');
      await driver.page.locator('[name=code]').waitFor();
      await driver.interactive();
    },
  },
  at('second-factor', `${FOLDER}/second-factor/page.tsx`, () => '/second-factor', { as: 'unready' }),
  {
    name: 'second-factor-app',
    page: `${FOLDER}/second-factor/page.tsx`,
    as: 'unready',
    reach: async (driver) => {
      await driver.go('/second-factor');
      await driver.interactive();
      await driver.button('safety.totp.begin').click();
      await driver.dialog.locator('[name=password]').fill(PASSWORD);
      await driver.press('Enter');
      await driver.page.locator('[name=code]').waitFor();
    },
  },
];

export const accountStates: State[] = [
  ...firstRun,
  ...signIn,
  ...secondFactor,
  at('forgot-password', `${FOLDER}/forgot-password/page.tsx`, () => '/forgot-password'),
  link('invitation', `${FOLDER}/invitation/[token]/page.tsx`, '/invitation/', 'invitation'),
  link('invitation-known', `${FOLDER}/invitation/[token]/page.tsx`, '/invitation/', 'invitationOfNewcomer'),
  at('invitation-gone', `${FOLDER}/invitation/[token]/page.tsx`, () => '/invitation/unknown'),
  at(
    'invitation-signed-in',
    `${FOLDER}/invitation/[token]/page.tsx`,
    ({ seeded }) => `/invitation/${seeded.links.invitationOfNewcomer}`,
    { as: 'newcomer' },
  ),
  at(
    'invitation-other-person',
    `${FOLDER}/invitation/[token]/page.tsx`,
    ({ seeded }) => `/invitation/${seeded.links.invitation}`,
    { as: 'admin' },
  ),
  link('reset-password', `${FOLDER}/reset-password/[token]/page.tsx`, '/reset-password/', 'reset'),
  link('verify-email', `${FOLDER}/verify-email/[token]/page.tsx`, '/verify-email/', 'verify'),
  at('workspaces', `${FOLDER}/workspaces/page.tsx`, () => '/workspaces', { as: 'admin' }),
  at('workspaces-none', `${FOLDER}/workspaces/page.tsx`, () => '/workspaces', { as: 'newcomer' }),
  at('sign-out', `${FOLDER}/sign-out/page.tsx`, () => '/sign-out', { as: 'admin' }),
  link('erasure-pending', 'erasure/[code]/page.tsx', '/erasure/', 'erasurePending'),
  link('erasure-done', 'erasure/[code]/page.tsx', '/erasure/', 'erasureDone'),
  at('erasure-unknown', 'erasure/[code]/page.tsx', () => '/erasure/unknown'),
  at('not-found', 'not-found.tsx', () => '/nothing-here', { logs: /404/u }),
  {
    name: 'error',
    page: 'error.tsx',
    as: 'admin',
    logs: /Failed to load|ERR_FAILED/u,
    reach: async (driver) => {
      await driver.go('/workspaces');
      await driver.interactive('main a');
      await driver.loseScripts();
      await driver.page.locator('main a').first().click();
      await driver.page.getByRole('heading', { name: driver.say('common.crash.title') }).waitFor();
    },
  },
  at('home', 'page.tsx', () => '/', { as: 'admin' }),
  at('workspace-home', 'w/[workspace]/page.tsx', ({ seeded }) => `/w/${seeded.calm}`, { as: 'admin' }),
];
