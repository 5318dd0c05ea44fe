import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test';
import { findChromium } from '#scripts/test/chromium.ts';
import { inject } from 'vitest';
import { aSessionCookie } from './attack.ts';

/** Starts the browser of the security tests. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  return await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
}

/** A page of a signed-in user. Collects violations of its policy and requests to other sites. */
export async function aSignedInPage(browser: Browser, userId: string, options: BrowserContextOptions = {}) {
  const address = inject('instanceAddress');
  const context = await browser.newContext({
    baseURL: address,
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
    // It would answer before what a test puts in the way.
    serviceWorkers: 'block',
    ...options,
  });
  const [name = '', value = ''] = (await aSessionCookie(userId)).split(/=(.*)/s);
  await context.addCookies([{ name, value, url: address }]);
  const page = await context.newPage();
  const violations: string[] = [];
  const elsewhere: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith('data:')) elsewhere.push(request.url());
  });
  await context.addInitScript(watchFrames);
  return { page, violations, elsewhere };
}

export type Smoothness = { frames: number; longestFrameMs: number; longTasks: number; longestTaskMs: number };

declare global {
  interface Window {
    smoothness?: { frames: number[]; tasks: number[] };
  }
}

/** Runs in the page. Records the time between frames and every long task. */
function watchFrames(): void {
  const seen: { frames: number[]; tasks: number[] } = { frames: [], tasks: [] };
  window.smoothness = seen;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
  let last = performance.now();
  const frame = (now: number) => {
    seen.frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

/** Measures how smoothly the page rendered while `act` ran. */
export async function smoothnessOf(page: Page, act: () => Promise<unknown>): Promise<Smoothness> {
  await page.evaluate(() => {
    window.smoothness?.frames.splice(0);
    window.smoothness?.tasks.splice(0);
  });
  await act();
  return await page.evaluate(() => {
    const { frames, tasks } = window.smoothness ?? { frames: [], tasks: [] };
    return {
      frames: frames.length,
      longestFrameMs: Math.round(Math.max(0, ...frames)),
      longTasks: tasks.length,
      longestTaskMs: Math.round(Math.max(0, ...tasks)),
    };
  });
}
