import { type State, statesOf } from '../state.ts';

const rows = 'main a[data-row]';

/** What a member is shown who comes back. */
export const departureStates: State[] = statesOf({ page: 'w/[workspace]/since-left/page.tsx' }, [
  {
    name: 'since-left',
    as: 'manager',
    reach: async (driver) => {
      await driver.inBusy('since-left');
      await driver.page.locator(rows).first().waitFor();
    },
  },
  {
    name: 'since-left-by-keyboard',
    as: 'manager',
    isByKeyboard: true,
    only: 'desktop',
    reach: async (driver) => {
      await driver.inBusy('since-left');
      await driver.interactive(rows);
      await driver.press('j', 'ArrowDown');
      await driver.page.waitForFunction(() => document.activeElement?.hasAttribute('data-row'));
    },
  },
  {
    name: 'since-left-line',
    page: 'w/[workspace]/[view]/[[...item]]/page.tsx',
    as: 'manager',
    reach: async (driver) => {
      await driver.list('open');
      await driver.page.getByRole('link', { name: driver.say('since-left.line') }).waitFor();
    },
  },
  {
    name: 'since-left-none',
    reach: async (driver) => {
      await driver.inBusy('since-left');
      await driver.page.getByText(driver.say('since-left.emptyHint')).waitFor();
    },
  },
] as State[]);
