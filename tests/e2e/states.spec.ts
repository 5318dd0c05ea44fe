import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { noForeignRequests } from './no-foreign-requests.ts';
import { startInstance, type StatesInstance } from './states/instance.ts';
import { states } from './states/registry.ts';
import { walkStates } from './states/walk-states.ts';
import { PICTURES } from './states/visit.ts';
import { listFindings } from './states/list-findings.ts';

/** Walks every combination instead of pairs; takes half an hour. */
const isFull = process.env.PARVIS_ALL_VARIANTS === 'true';

const watched = test.extend<object, { instance: StatesInstance; noForeignRequests: undefined }>({
  noForeignRequests: [noForeignRequests, { scope: 'worker', auto: true }],
  instance: [
    // Playwright wants a destructured first parameter, and this fixture leans on no other.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const instance = await startInstance();
      await use(instance);
      await instance.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

// A trace of a walk through everything would take longer than the walk. Each state leaves its own picture.
watched.use({ trace: 'off', screenshot: 'off' });

watched(
  'every page and state is accessible in both themes, both languages, all sizes and forced colours',
  async ({ browser, instance }) => {
    watched.setTimeout(isFull ? 90 * 60_000 : 40 * 60_000);
    rmSync(PICTURES, { recursive: true, force: true });
    const { found, visits, looks } = await walkStates({ browser, instance, states, isFull });
    const report = listFindings(found);
    mkdirSync('.data/logs', { recursive: true });
    const heading = `${states.length} states, ${visits} visits, ${looks} variants checked with axe, ${found.length} findings`;
    writeFileSync('.data/logs/states.md', `# ${heading}\n\n${report}`);
    console.log(heading);
    expect(report, heading).toBe('');
  },
);
