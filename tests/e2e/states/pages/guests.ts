import type { Driver } from '../driver.ts';
import type { Seeded } from '../seed/seed.ts';
import { type State, statesOf } from '../state.ts';

const page = 'guest/[token]/page.tsx';

const link = (name: string, which: keyof Seeded['guests'] | null, more: Partial<State> = {}) => ({
  name,
  as: 'nobody' as const,
  ...more,
  reach: async (driver: Driver) => {
    await driver.go(`/guest/${which === null ? 'unknown' : driver.seeded.guests[which]}`);
    await driver.page.locator('h1').first().waitFor();
    await driver.interactive();
  },
});

/** The page is in the guest's language, whatever the browser's. */
const pages = statesOf({ page, as: 'nobody' }, [
  link('guest-approval', 'approval'),
  link('guest-approval-english', 'approvalInEnglish'),
  {
    name: 'guest-send-back',
    as: 'nobody',
    reach: async (driver) => {
      await driver.go(`/guest/${driver.seeded.guests.approval}`);
      await driver.interactive();
      await driver.page.getByRole('button', { name: 'Renvoyer' }).click();
      await driver.page.locator('textarea').waitFor();
    },
  },
  link('guest-question', 'question'),
  link('guest-answered', 'answered'),
  link('guest-expired', 'expired'),
  link('guest-revoked', 'revoked'),
  link('guest-unknown', null),
]);

const inInbox = statesOf({ page: 'w/[workspace]/[view]/[[...item]]/page.tsx' }, [
  {
    name: 'guest-link-dialog',
    reach: async (driver) => {
      await driver.item('toApprove', 'all');
      await driver.button('approval.askGuest').click();
      await driver.dialog.locator('input[type=email]').waitFor();
    },
  },
  {
    name: 'guest-question-dialog',
    reach: async (driver) => {
      await driver.item('comment', 'all');
      await driver.press('n');
      await driver.button('guests.askQuestion').click();
      await driver.dialog.locator('textarea').waitFor();
    },
  },
]);

export const guestStates: State[] = [...pages, ...inInbox];
