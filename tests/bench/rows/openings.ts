import type { Browser, BrowserContext, Page } from '@playwright/test';
import { figures, ms, percentile, type Row } from '../measure.ts';

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

type Opening = {
  name: string;
  /** What is pressed; a sequence is written with spaces. */
  keys?: string;
  /** What is clicked when it has no key. */
  click?: string;
  /** Where it is opened: the query of the list, or an open item. */
  query?: string;
  onItem?: boolean;
  width?: number;
  /** What stands in the dialog once it can be used. */
  shown: string;
};

const OPTION = '[role=dialog] [role=option]';

const openings: readonly Opening[] = [
  { name: 'palette', keys: 'Control+k', shown: OPTION },
  { name: 'keys', keys: '?', shown: '[role=dialog] kbd' },
  { name: 'assign', keys: 'a', shown: OPTION },
  // A new brand has no tags yet.
  { name: 'tag', keys: 't', shown: '[role=dialog] [role=combobox]' },
  { name: 'snooze', keys: 'h', shown: OPTION },
  { name: 'workspace', keys: 'g w', shown: OPTION },
  { name: 'filter', click: 'main header button:has(.lucide-list-filter)', shown: OPTION },
  {
    name: 'save view',
    click: 'main header button:text-is("Save as view")',
    query: 'kind=comment',
    shown: '[role=dialog] form',
  },
  { name: 'context sheet', keys: ']', onItem: true, width: 1000, shown: '[role=dialog] section, [role=dialog] h3' },
  {
    name: 'delete',
    keys: '#',
    query: 'network=instagram&kind=comment',
    onItem: true,
    shown: '[role=dialog] blockquote',
  },
];

const PAGES = 10;
const QUIET_MS = 1_000;
const LIMIT_MS = 10_000;
/** The browser reports what it has presented some time after, in milliseconds. */
const PRESENTED_MS = 500;

type Opened = { paintedMs: number; presentedMs: number | null };

type Ground = {
  /** Fresh pages for each dialog. */
  pages?: number;
  browser: Browser;
  origin: string;
  slug: string;
  storageState: StorageState;
};

/** Opens each dialog once in fresh pages: from the key's own time stamp until after the frame that shows it. */
export async function openingsRow({ pages = PAGES, ...ground }: Ground): Promise<Row> {
  const byDialog: Record<string, ReturnType<typeof figures> | string> = {};
  const all: Opened[] = [];
  for (const opening of openings) {
    const opened: Opened[] = [];
    for (let run = 0; run < pages; run += 1) {
      const one = await firstOpening(ground, opening);
      if (one) opened.push(one);
    }
    all.push(...opened);
    // A brand whose networks delete nothing has no such dialog.
    byDialog[opening.name] = opened.length > 0 ? figures(paintedOf(opened)) : 'never opened';
  }
  const p95 = percentile(paintedOf(all), 0.95);
  const presented = all.flatMap(({ presentedMs }) => presentedMs ?? []);
  return {
    name: 'first opening of a dialog, key to painted (p95)',
    goal: '≤ 50 ms',
    measured: ms(p95),
    isReached: p95 <= 50,
    details: { all: figures(paintedOf(all)), ...byDialog, 'on the screen, as the browser tells': figures(presented) },
  };
}

const paintedOf = (opened: readonly Opened[]) => opened.map(({ paintedMs }) => paintedMs);

/** @returns null when the dialog did not open */
async function firstOpening(
  { browser, origin, slug, storageState }: Omit<Ground, 'pages'>,
  opening: Opening,
): Promise<Opened | null> {
  const viewport = { width: opening.width ?? 1440, height: 900 };
  const context = await browser.newContext({ storageState, viewport, locale: 'en-GB' });
  try {
    const page = await context.newPage();
    await page.goto(`${origin}/w/${slug}/open${opening.query ? `?${opening.query}` : ''}`);
    await page.locator('a[data-item]').first().waitFor();
    if (opening.onItem) {
      await page.locator('a[data-item]').first().click();
      await page.getByRole('article').first().waitFor();
    }
    if (!opening.click && !opening.onItem) await page.keyboard.press('j');
    // The page loads what it may need while nothing is asked of it.
    await page.evaluate(whenQuiet, QUIET_MS);
    await page.evaluate(watch, [opening.shown, LIMIT_MS, PRESENTED_MS] as const);
    await open(page, opening);
    return await page.evaluate(() => (window as unknown as { painted: Promise<Opened | null> }).painted); // set by `watch`
  } finally {
    await context.close();
  }
}

async function open(page: Page, { keys, click }: Opening): Promise<void> {
  if (click) await page.locator(click).first().click();
  for (const key of keys?.split(' ') ?? []) await page.keyboard.press(key);
}

/** Runs in the page: waits until it has fetched nothing for this long, and has nothing to do. */
async function whenQuiet(quietMs: number): Promise<void> {
  const count = () => performance.getEntriesByType('resource').length;
  let seen = -1;
  while (seen !== count()) {
    seen = count();
    await new Promise((done) => setTimeout(done, quietMs));
    await new Promise((done) => requestIdleCallback(done));
  }
}

/**
 * Runs in the page: times the last key or click before the dialog stands, until the frame that shows it is painted. It is when
 * the page can do something else, or begins its next frame. The browser's own figure (Event Timing, in steps of 8 ms) goes on
 * until that frame is on the screen: without a graphics card, its pixels are drawn by the same processors.
 */
function watch([shown, limitMs, afterMs]: readonly [string, number, number]): void {
  const presentedAfter = new Map<number, number>();
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) presentedAfter.set(startTime, duration);
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit); // the types do not know the threshold
  const painted = new Promise<Opened | null>((done) => {
    let pressedAt = 0;
    const begun = performance.now();
    const note = (event: Event) => {
      pressedAt = event.timeStamp;
    };
    for (const kind of ['keydown', 'click']) window.addEventListener(kind, note, true);
    const look = () => {
      if (performance.now() - begun > limitMs) return done(null);
      // The page renders dialogs unseen ahead of time.
      if (![...document.querySelectorAll(shown)].some((part) => part.checkVisibility()))
        return requestAnimationFrame(look);
      let isOver = false;
      const stop = () => {
        if (isOver) return;
        isOver = true;
        const paintedMs = performance.now() - pressedAt;
        setTimeout(() => done({ paintedMs, presentedMs: presentedAfter.get(pressedAt) ?? null }), afterMs);
      };
      const channel = new MessageChannel();
      channel.port1.addEventListener('message', stop);
      channel.port1.start();
      channel.port2.postMessage(null);
      requestAnimationFrame(stop);
    };
    requestAnimationFrame(look);
  });
  Object.assign(window, { painted });
}
