import type { Driver } from '../driver.ts';
import { type State, statesOf } from '../state.ts';

async function open(driver: Driver, slug: string): Promise<void> {
  await driver.go(`/w/${slug}/settings/workspace`);
  await driver.page.locator('h1').first().waitFor();
  await driver.interactive();
}

/** Clients that come and go: a workspace from a template, and one that is archived. */
export const clientStates: State[] = [
  ...statesOf({ page: 'w/[workspace]/settings/workspace/page.tsx' }, [
    {
      name: 'workspace-from-template',
      reach: async (driver, page) => {
        await open(driver, driver.seeded.busy);
        await page.getByRole('combobox', { name: driver.say('clients.create.template') }).click();
        await page.getByRole('option', { name: 'Boutique' }).click();
        await page.getByRole('checkbox').first().waitFor();
      },
    },
    {
      name: 'workspace-archive-dialog',
      reach: async (driver) => {
        await open(driver, driver.seeded.busy);
        await driver.button('clients.archive.open').click();
        await driver.dialog.waitFor();
      },
    },
    {
      name: 'workspace-archived',
      reach: async (driver) => {
        await open(driver, driver.seeded.gone);
        await driver.button('clients.archive.takeBack').waitFor();
      },
    },
  ]),
  {
    name: 'queue-archived',
    page: 'w/[workspace]/[view]/[[...item]]/page.tsx',
    reach: async (driver) => {
      await driver.go(`/w/${driver.seeded.gone}/open`);
      await driver.rows.first().waitFor();
      await driver.interactive();
    },
  },
];
