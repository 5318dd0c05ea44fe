import type { Driver } from '../driver.ts';
import { type State, statesOf } from '../state.ts';

const rows = (driver: Driver) => driver.page.locator('main a[data-row]');

async function list(driver: Driver, query = ''): Promise<void> {
  await driver.inBusy(`contacts${query}`);
  await driver.page.locator('h1').first().waitFor();
  await driver.interactive();
}

async function person(driver: Driver): Promise<void> {
  await list(driver);
  await rows(driver).first().click();
  await driver.page.waitForURL(/contacts\/[0-9a-f-]{36}/u);
  await rows(driver).first().waitFor();
  await driver.interactive();
}

const lists = statesOf({ page: 'w/[workspace]/contacts/page.tsx' }, [
  {
    name: 'contacts',
    reach: async (driver) => {
      await list(driver);
      await rows(driver).first().waitFor();
    },
  },
  {
    name: 'contacts-no-match',
    reach: async (driver) => {
      await list(driver, '?q=zzzzqqqq');
      await driver.page.getByText(driver.say('contacts.noMatchHint')).waitFor();
    },
  },
]);

const persons = statesOf({ page: 'w/[workspace]/contacts/[contactId]/page.tsx' }, [
  { name: 'contact', reach: person },
  {
    name: 'contact-join-dialog',
    reach: async (driver) => {
      await person(driver);
      await driver.button('contacts.joinOther').click();
      await driver.dialog.waitFor();
    },
  },
  {
    name: 'contact-erase-dialog',
    reach: async (driver) => {
      await person(driver);
      await driver.button('contacts.data.open').click();
      await driver.dialog.waitFor();
    },
  },
  {
    name: 'contact-client',
    as: 'client',
    reach: person,
  },
]);

/** People, and everything about one. */
export const contactStates: State[] = [...lists, ...persons];
