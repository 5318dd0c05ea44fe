import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { Explained } from '../process/explained.ts';
import { installSystemPackage } from './system-package.ts';

const SYSTEM_PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser for the tests: Playwright's own where it is installed, else the system's. */
export function findChromium(): string | undefined {
  return [chromium.executablePath(), ...SYSTEM_PATHS].find((path) => existsSync(path));
}

/** @throws Explained when there is no browser and none can be installed */
export function ensureChromium(): void {
  if (findChromium()) return;
  if (installSystemPackage('chromium') && findChromium()) return;
  throw new Explained(
    'The browser tests need Chromium: run "npx playwright install chromium", or install it from your system.',
  );
}
