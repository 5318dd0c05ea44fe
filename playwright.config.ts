import { chromium, defineConfig } from '@playwright/test';
import { findChromium } from './scripts/test/chromium.ts';

const found = findChromium();

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: '.data/e2e-results',
  // The stack under test is one machine: two browsers driving it at once would measure each other.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  use: {
    browserName: 'chromium',
    // Its own specs allow it: elsewhere it would answer before what a spec puts in the way.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(found && found !== chromium.executablePath() && { executablePath: found }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
