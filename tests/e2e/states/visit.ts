import { mkdirSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { PASSWORD } from '../instance.ts';
import { checkPage, type Finding, runAxe } from './check-state.ts';
import { Driver } from './driver.ts';
import { people, type Seeded } from './seed/seed.ts';
import type { State, Viewer } from './state.ts';
import { viewports } from './viewports.ts';
import { type Media, nameOf, type Visit } from './variants.ts';

export const PICTURES = '.data/screenshots/states';

export type Found = Finding & { state: string; variant: string };

type Given = { browser: Browser; address: string; setUpLink: string; seeded: Seeded | null };

type Opened = { context: BrowserContext; page: Page };

/** What a member who signed in carries. */
type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Reaches states in browsers of every language, viewport and member, and looks at them in every medium. */
export class Visitor {
  readonly #given: Given;
  readonly #sessions = new Map<Viewer, Promise<Session>>();
  /** Browsers that wait for the next visit of their kind: what they have loaded once stays loaded. */
  readonly #free = new Map<string, BrowserContext[]>();

  constructor(given: Given) {
    this.#given = given;
  }

  /** Reaches a state and checks and pictures it in each medium. */
  async visit(state: State, visit: Visit): Promise<Found[]> {
    const as = state.as ?? 'admin';
    const kind = `${as} ${visit.viewport} ${visit.language}`;
    const context = this.#free.get(kind)?.pop() ?? (await this.#open(as, visit));
    const page = await context.newPage();
    const found = await this.#look(state, visit, { context, page });
    await forget(page, context);
    this.#free.set(kind, [...(this.#free.get(kind) ?? []), context]);
    return found;
  }

  async close(): Promise<void> {
    for (const context of [...this.#free.values()].flat()) await context.close();
    this.#free.clear();
  }

  async #look(state: State, visit: Visit, { context, page }: Opened): Promise<Found[]> {
    const { browser: _, ...instance } = this.#given;
    const found: Found[] = [];
    const add = (findings: Finding[], media: Media) =>
      found.push(...findings.map((one) => ({ ...one, state: state.name, variant: nameOf(visit, media) })));
    const [first = 'light'] = visit.medias;
    try {
      const logged = recordErrors(page);
      const driver = new Driver({ page, context, ...visit, ...instance });
      await prefer(page, first);
      await state.reach(driver, page);
      add(await checkPage(page, state, visit.viewport), first);
      for (const media of visit.medias) {
        if (media !== first) await prefer(page, media);
        add(await runAxe(page), media);
        await takePicture(page, nameOf(visit, media), state.name);
      }
      add(logged.filter((text) => !state.logs?.test(text)).map(consoleFinding), first);
    } catch (error) {
      await takePicture(page, 'not-reached', `${state.name}-${nameOf(visit, first)}`);
      add([{ rule: 'not-reached', impact: 'critical', element: '', why: String(error).slice(0, 400) }], first);
    }
    return found;
  }

  async #open(as: Viewer, visit: Visit): Promise<BrowserContext> {
    return await this.#given.browser.newContext({
      ...contextOf(visit),
      ...(as === 'nobody' || as === 'first' ? {} : { storageState: await this.#session(as) }),
    });
  }

  #session(as: Exclude<Viewer, 'nobody' | 'first'>): Promise<Session> {
    const known = this.#sessions.get(as) ?? this.#signIn(as);
    this.#sessions.set(as, known);
    return known;
  }

  async #signIn(as: Exclude<Viewer, 'nobody' | 'first'>): Promise<Session> {
    const { browser, address } = this.#given;
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${address}/sign-in`);
    await page.locator('[name=email]').fill(people[as].email);
    await page.locator('[name=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    const session = await context.storageState();
    await context.close();
    return session;
  }
}

function contextOf({ language, viewport }: Visit) {
  return {
    locale: language === 'fr' ? 'fr-FR' : 'en-GB',
    timezoneId: 'Europe/Paris',
    viewport: viewports[viewport],
    reducedMotion: 'reduce' as const,
    ...(viewport === 'phone' ? { hasTouch: true, isMobile: true } : {}),
  };
}

/** Leaves no draft, choice or lost connection to the next visit. */
async function forget(page: Page, context: BrowserContext): Promise<void> {
  await context.setOffline(false);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.evaluate(() => localStorage.clear());
  await page.close();
  await context.clearCookies({ name: 'parvis-prefs' });
}

/** Shows a page in another theme, without loading it again. */
async function prefer(page: Page, media: Media): Promise<void> {
  await page.emulateMedia({
    colorScheme: media === 'dark' ? 'dark' : 'light',
    forcedColors: media === 'forced' ? 'active' : 'none',
  });
  // Colours change in steps that a reader hardly sees; axe would measure one of them.
  await page.evaluate(async () => {
    const paint = async () => await new Promise((done) => requestAnimationFrame(done));
    const isEnding = ({ effect }: Animation) => effect?.getComputedTiming().endTime !== Infinity;
    do await paint();
    while (document.getAnimations().some(isEnding));
    await paint();
  });
}

async function takePicture(page: Page, variant: string, name: string): Promise<void> {
  mkdirSync(`${PICTURES}/${variant}`, { recursive: true });
  await page.screenshot({ path: `${PICTURES}/${variant}/${name}.png`, animations: 'disabled' });
}

function recordErrors(page: Page): string[] {
  const logged: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') logged.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => logged.push(String(error)));
  return logged;
}

const consoleFinding = (text: string): Finding => ({
  rule: 'console-error',
  impact: 'serious',
  element: '',
  why: text.slice(0, 300),
});
