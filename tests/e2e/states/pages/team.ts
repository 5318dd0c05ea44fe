import { type State, statesOf } from '../state.ts';

/** The lead's view of the work. */
export const teamStates: State[] = statesOf({ page: 'w/[workspace]/team/page.tsx' }, [
  {
    name: 'team',
    reach: async (driver) => {
      await driver.inBusy('team');
      await driver.page.getByRole('table').waitFor();
    },
  },
  {
    name: 'team-unfolded',
    reach: async (driver) => {
      await driver.inBusy('team');
      await driver.interactive();
      await driver.page.locator('tbody button[aria-expanded=false]').first().click();
      await driver.page.locator('tbody input[type=checkbox], tbody td p').first().waitFor();
    },
  },
  {
    name: 'team-new',
    page: 'w/[workspace]/settings/members/page.tsx',
    reach: async (driver) => {
      await driver.inBusy('settings/members');
      await driver.interactive();
      await driver.button('team.settings.new').click();
      await driver.dialog.waitFor();
    },
  },
] as State[]);
