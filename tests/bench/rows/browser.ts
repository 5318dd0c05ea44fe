import { gzipSync } from 'node:zlib';
import { chromium, type Page } from '@playwright/test';
import { hashPassword } from '#lib/users/passwords/password.ts';
import { findChromium } from '#scripts/test/chromium.ts';
import type { Bench } from '../bench.ts';
import { figures, ms, percentile, type Row } from '../measure.ts';
import { openingsRow } from './openings.ts';

const PASSWORD = 'mesure-tranquille-du-soir';
const PRESSES = 100;
const ROWS = 100_000;
/** A fast flick: more than two screens in every frame. */
const PIXELS_A_FRAME = 2_000;
const SCROLL_LIMIT_MS = 300_000;

/** What a member's browser feels in the big workspace. */
export async function browserRows({ sql, origin, big }: Bench): Promise<Row[]> {
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    await signIn(page, { sql, origin, big });
    return [
      await firstLoad(page, origin, big.slug),
      await keyPress(page),
      await openingsRow({ browser, origin, slug: big.slug, storageState: await page.context().storageState() }),
      await scrolling(page, `${origin}/w/${big.slug}/resolved`),
    ];
  } finally {
    await browser.close();
  }
}

async function signIn(page: Page, { sql, origin, big }: Pick<Bench, 'sql' | 'origin' | 'big'>): Promise<void> {
  const [user] = await sql<{ email: string }>(`update "user" set "passwordHash" = $2 where id = $1 returning email`, [
    big.caller.userId,
    await hashPassword(PASSWORD, { email: 'bench@example.test', name: 'Bench' }),
  ]);
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel('Email').fill(user?.email ?? '');
  await page.getByLabel('Password').first().fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'), { waitUntil: 'networkidle' });
}

/** The scripts that the page itself names, without those for browsers of the past; and all that came until the rows stood. */
async function firstLoad(page: Page, origin: string, slug: string): Promise<Row> {
  const address = `${origin}/w/${slug}/open`;
  const html = await (await page.request.get(address)).text();
  const named = [...html.matchAll(/<script\b[^>]*>/g)].flatMap(([tag]) => {
    const source = /noModule/i.test(tag) ? undefined : /src="([^"]+)"/.exec(tag)?.[1];
    return source ? [new URL(source, origin).href] : [];
  });
  const loaded = new Set<string>();
  page.on('response', (response) => {
    if (/\/_next\/static\/.*\.js/.test(response.url())) loaded.add(response.url());
  });
  await page.goto(address, { waitUntil: 'load' });
  await page.locator('a[data-item]').first().waitFor();
  const kilobytes = await gzipped(new Set(named));
  return {
    name: 'first-load JavaScript of the queue, gzipped',
    goal: '≤ 200 kB',
    measured: `${kilobytes.toFixed(1)} kB (${(await gzipped(loaded)).toFixed(1)} kB with what is fetched behind it)`,
    isReached: kilobytes <= 200,
    details: { named: new Set(named).size, loaded: loaded.size },
  };
}

async function gzipped(urls: ReadonlySet<string>): Promise<number> {
  const sizes = await Promise.all([...urls].map(async (url) => gzipSync(await (await fetch(url)).bytes()).length));
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}

/** From the key's own time stamp until after the frame that shows its effect. */
async function keyPress(page: Page): Promise<Row> {
  await page.locator('a[data-item]').first().click();
  await page.getByRole('article').first().waitFor();
  await page.evaluate(() => {
    const painted: number[] = [];
    Object.assign(window, { painted });
    window.addEventListener('keydown', (event) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.addEventListener('message', () => painted.push(performance.now() - event.timeStamp));
        channel.port1.start();
        channel.port2.postMessage(null);
      });
    });
  });
  for (let press = 0; press < PRESSES; press += 1) {
    await page.keyboard.press('j');
    await page.waitForFunction((count) => (window as unknown as { painted: number[] }).painted.length > count, press);
  }
  const times = await page.evaluate(() => (window as unknown as { painted: number[] }).painted);
  const p95 = percentile(times, 0.95);
  return {
    name: '`j` to painted (p95)',
    goal: '≤ 50 ms',
    measured: ms(p95),
    isReached: p95 <= 50,
    details: figures(times),
  };
}

/** Flicks down the longest list and looks, in every frame, whether a place in sight has no row. */
async function scrolling(page: Page, address: string): Promise<Row> {
  await page.goto(address, { waitUntil: 'load' });
  await page.locator('a[data-item]').first().waitFor();
  const seen = await page.evaluate(
    async ([rows, pixels, limitMs]) => {
      const first = document.querySelector('a[data-item]');
      let scroller = first?.parentElement ?? null;
      while (scroller && scroller.scrollHeight <= scroller.clientHeight) scroller = scroller.parentElement;
      if (!scroller) throw new Error('nothing to scroll');
      const list = scroller;
      const rowPx = 72;
      const begun = performance.now();
      let frames = 0;
      let blank = 0;
      let reached = 0;
      while (reached < rows && performance.now() - begun < limitMs) {
        list.scrollTop += pixels;
        await new Promise((done) => requestAnimationFrame(done));
        await new Promise((done) => setTimeout(done));
        const { top, bottom, left } = list.getBoundingClientRect();
        frames += 1;
        for (let y = top + rowPx / 2; y < bottom; y += rowPx) {
          const isPastEnd = list.scrollTop + (y - top) > list.scrollHeight - rowPx;
          if (
            !isPastEnd &&
            !document
              .elementFromPoint(left + 100, y)
              ?.closest('div')
              ?.closest('[class*="group"]')
          ) {
            blank += 1;
            break;
          }
        }
        reached = Math.round((list.scrollTop + list.clientHeight) / rowPx);
      }
      return { frames, blank, reached, seconds: Math.round((performance.now() - begun) / 1000) };
    },
    [ROWS, PIXELS_A_FRAME, SCROLL_LIMIT_MS] as const,
  );
  return {
    name: 'scrolling 100,000 items: frames with a missing row',
    goal: '0',
    measured: `${seen.blank} of ${seen.frames} (${seen.reached} rows in ${seen.seconds} s)`,
    isReached: seen.blank === 0 && seen.reached >= ROWS,
    details: seen,
  };
}
