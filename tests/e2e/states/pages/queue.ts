import type { Route } from '@playwright/test';
import type { BulkJobView } from '#lib/items/bulk/types.ts';
import type { Driver } from '../driver.ts';
import { statesOf } from '../state.ts';

const PAGE = 'w/[workspace]/[view]/[[...item]]/page.tsx';
const LIST = '**/api/v1/workspaces/*/items?**';

const select = async (driver: Driver) => {
  await driver.list();
  await driver.press('j', 'x', 'j', 'x');
  await driver.button('queue.selectNone').waitFor();
};

/** Opens a list that the browser has to ask for, because another one was shown first. */
const anotherList = async (driver: Driver, answer: (route: Route) => Promise<void>) => {
  await driver.list();
  await driver.page.route(LIST, answer);
  await driver.press('g', 'm');
};

/** Acts on many items as the server would report them. */
const withBulkJobs = async (driver: Driver, ...jobs: Partial<BulkJobView>[]) => {
  const job: BulkJobView = {
    id: '01900000-0000-7000-8000-000000000000',
    act: 'resolve',
    undoesId: null,
    state: 'running',
    total: 104_212,
    seen: 61_000,
    changed: 60_412,
    skipped: [],
    stopReason: null,
    createdAt: '2026-11-20T08:00:00.000Z',
    finishedAt: null,
  };
  const all = jobs.map((one, n) => ({ ...job, id: job.id.slice(0, -1) + String(n), ...one }));
  await driver.page.route('**/bulk-jobs', async (route) => await route.fulfill({ json: { jobs: all } }));
  await driver.list();
  await driver.page.getByRole('region', { name: driver.say('acts.bulk.region') }).waitFor();
};

export const queueStates = statesOf({ page: PAGE }, [
  { name: 'queue', reach: async (driver) => await driver.list() },
  {
    name: 'queue-cursor',
    isByKeyboard: true,
    reach: async (driver) => {
      await driver.list();
      await driver.press('j', 'j');
    },
  },
  {
    name: 'queue-compact',
    reach: async (driver) => {
      await driver.prefer({ density: 'compact' });
      await driver.list();
    },
  },
  {
    name: 'queue-narrow-rail',
    only: 'desktop',
    reach: async (driver) => {
      await driver.prefer({ isRailOpen: false });
      await driver.list();
    },
  },
  { name: 'queue-bulk-running', reach: async (driver) => await withBulkJobs(driver, {}, { act: 'undo', total: null }) },
  {
    name: 'queue-bulk-ended',
    reach: async (driver) =>
      await withBulkJobs(
        driver,
        {
          state: 'done',
          skipped: [
            { reason: 'held', member: { id: '01900000-0000-7000-8000-00000000000a', name: 'Hugo Masson' }, items: 412 },
            { reason: 'parts', member: null, items: 96 },
            { reason: 'same', member: null, items: 80 },
          ],
        },
        { state: 'cancelled', act: 'tag' },
        { state: 'stopped', act: 'claim', stopReason: 'not_allowed' },
        { state: 'done', act: 'undo' },
      ),
  },
  { name: 'queue-manager', as: 'manager', reach: async (driver) => await driver.list() },
  { name: 'queue-client', as: 'client', reach: async (driver) => await driver.list() },
  { name: 'queue-waiting', reach: async (driver) => await driver.list('waiting') },
  { name: 'queue-snoozed', reach: async (driver) => await driver.list('snoozed') },
  { name: 'queue-resolved', reach: async (driver) => await driver.list('resolved') },
  { name: 'queue-failed-to-send', reach: async (driver) => await driver.list('failed') },
  { name: 'queue-scheduled', reach: async (driver) => await driver.list('scheduled') },
  { name: 'queue-promised', reach: async (driver) => await driver.list('promised') },
  { name: 'queue-expiring', reach: async (driver) => await driver.list('expiring') },
  { name: 'queue-all', reach: async (driver) => await driver.list('all') },
  {
    name: 'queue-filtered',
    reach: async (driver) => await driver.list('all?network=instagram&status=open'),
  },
  {
    name: 'queue-filtered-by-values',
    reach: async (driver) => await driver.list('all?unread=true&priority=0,1,2,3,4&from=P30D&language=fr,en'),
  },
  {
    name: 'queue-filtered-nothing',
    reach: async (driver) => {
      await driver.inBusy('open?kind=review&network=instagram');
      await driver.page.getByText(driver.say('empty.noFiltered')).waitFor();
    },
  },
  {
    name: 'queue-search-open',
    isByKeyboard: true,
    reach: async (driver) => {
      await driver.list();
      await driver.press('/');
      await driver.page.getByRole('searchbox').waitFor();
    },
  },
  { name: 'queue-search-results', reach: async (driver) => await driver.list('all?q=bleue') },
  {
    name: 'queue-search-nothing',
    reach: async (driver) => {
      await driver.inBusy('all?q=zzzz');
      await driver.page.getByText(driver.say('empty.noMatch')).waitFor();
    },
  },
  {
    name: 'queue-loading',
    reach: async (driver) => {
      await anotherList(driver, async () => {
        // The answer never comes.
      });
      await driver.rows.first().waitFor({ state: 'detached' });
    },
  },
  {
    name: 'queue-failed',
    logs: /500/u,
    reach: async (driver) => {
      await anotherList(driver, async (route) => await route.fulfill({ status: 500, body: '' }));
      await driver.page.getByText(driver.say('queue.failed')).waitFor();
    },
  },
  {
    name: 'queue-offline',
    logs: /ERR_INTERNET_DISCONNECTED|Failed to fetch/u,
    reach: async (driver) => {
      await driver.list();
      await driver.lateParts();
      await driver.context.setOffline(true);
      await driver.page.getByText(driver.say('queue.offline')).first().waitFor();
    },
  },
  { name: 'queue-selection', isByKeyboard: true, reach: select },
  {
    name: 'queue-selection-of-all',
    isByKeyboard: true,
    reach: async (driver) => {
      await select(driver);
      await driver.press('*', 's');
      await driver.button('queue.selectNone').waitFor();
    },
  },
  {
    name: 'queue-sort-menu',
    reach: async (driver) => {
      await driver.list();
      await driver.button('queue.sortBy').click();
      await driver.page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'queue-person-menu',
    only: 'desktop',
    reach: async (driver) => {
      await driver.list();
      await driver.button('shell.person').click();
      await driver.page.getByRole('menuitem').first().waitFor();
    },
  },
  {
    name: 'queue-act-refused',
    logs: /500/u,
    isByKeyboard: true,
    reach: async (driver) => {
      await driver.page.route('**/api/v1/workspaces/*/items/**', async (route) => {
        if (route.request().method() !== 'POST') return await route.continue();
        await route.fulfill({ status: 500, body: '' });
      });
      await driver.list();
      const request = driver.page.waitForResponse((answer) => answer.status() === 500);
      await driver.press('j', 'Shift+P');
      await request;
    },
  },
  {
    name: 'queue-empty-done',
    reach: async (driver) => {
      await driver.go(`/w/${driver.seeded.calm}/open`);
      await driver.page.getByText(driver.say('empty.view.open')).waitFor();
    },
  },
  {
    name: 'queue-empty-mine',
    reach: async (driver) => {
      await driver.go(`/w/${driver.seeded.calm}/mine`);
      await driver.page.getByText(driver.say('empty.view.mine')).waitFor();
    },
  },
  {
    name: 'queue-empty-snoozed',
    reach: async (driver) => {
      await driver.go(`/w/${driver.seeded.calm}/snoozed`);
      await driver.page.getByText(driver.say('empty.view.snoozed')).waitFor();
    },
  },
  {
    name: 'queue-empty-promised',
    reach: async (driver) => {
      await driver.go(`/w/${driver.seeded.calm}/promised`);
      await driver.page.getByText(driver.say('empty.view.promised')).waitFor();
    },
  },
  {
    name: 'queue-empty-scheduled',
    reach: async (driver) => {
      await driver.go(`/w/${driver.seeded.calm}/scheduled`);
      await driver.page.getByText(driver.say('empty.view.scheduled')).waitFor();
    },
  },
  {
    name: 'queue-empty-broken',
    reach: async (driver) => {
      await driver.go(`/w/${driver.seeded.broken}/open`);
      await driver.page.getByText(driver.say('empty.brokenHint')).waitFor();
    },
  },
  {
    name: 'queue-empty-no-channel-shared',
    as: 'manager',
    reach: async (driver) => {
      await driver.go(`/w/${driver.seeded.calm}/open`);
      await driver.page.getByText(driver.say('empty.noneShared')).waitFor();
    },
  },
  {
    name: 'queue-empty-no-channel',
    reach: async (driver) => {
      await driver.go(`/w/${driver.seeded.bare}/open`);
      await driver.page.getByText(driver.say('empty.noChannelHint')).waitFor();
    },
  },
  {
    name: 'queue-empty-no-channel-manager',
    as: 'manager',
    reach: async (driver) => {
      await driver.go(`/w/${driver.seeded.bare}/open`);
      await driver.page.getByText(driver.say('empty.noChannelAsk')).waitFor();
    },
  },
]);
