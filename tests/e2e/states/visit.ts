import { mkdirSync } from 'node:fs';
import type { Browser, BrowserContext, ConsoleMessage, Page } from '@playwright/test';
import { PASSWORD } from '../instance.ts';
import { checkPage, type Finding, runAxe } from './check-state.ts';
import { Driver } from './driver.ts';
import { people, type Seeded } from './seed/seed.ts';
import type { State, Viewer } from './state.ts';
import { viewports } from './viewports.ts';
import { type Look, variantOf, type Visit } from './variants.ts';

export const PICTURES = '.data/screenshots/states';

/** A picture costs a tenth of the walk, and where the tests run by themselves nobody looks at it. */
const WITH_PICTURES = !process.env.CI;

/** The rule of a finding that says that the state was not there. */
const NOT_REACHED = 'not-reached';

/** How long one step towards a state may take, in milliseconds: a state that is not reached must not stop the walk. */
const STEP_MS = 30_000;

export type Found = Finding & { state: string; variant: string };

type Given = { browser: Browser; address: string; setUpLink: string; seeded: Seeded | null };

type Opened = { context: BrowserContext; page: Page };

/** What a member who signed in carries. */
type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Reaches states in browsers of every language, device and member, and takes looks at them. */
export class Visitor {
  readonly #given: Given;
  readonly #sessions = new Map<Viewer, Promise<Session>>();
  /** Browsers that wait for the next visit of their kind: what they have loaded once stays loaded. */
  readonly #free = new Map<string, Opened[]>();

  constructor(given: Given) {
    this.#given = given;
  }

  /** Reaches a state, and checks and pictures it in each look. */
  async visit(state: State, visit: Visit): Promise<Found[]> {
    const as = state.as ?? 'admin';
    const kind = `${as} ${visit.device} ${visit.language}`;
    const opened = this.#free.get(kind)?.pop() ?? (await this.#open(as, visit));
    const found = await this.#look(state, visit, opened);
    if (found.some(({ rule }) => rule === NOT_REACHED)) {
      await opened.context.close();
    } else {
      await forget(opened);
      this.#free.set(kind, [...(this.#free.get(kind) ?? []), opened]);
    }
    return found;
  }

  async close(): Promise<void> {
    for (const { context } of [...this.#free.values()].flat()) await context.close();
    this.#free.clear();
  }

  async #look(state: State, visit: Visit, { context, page }: Opened): Promise<Found[]> {
    const { browser: _, ...instance } = this.#given;
    const found: Found[] = [];
    let [look = { viewport: 'desktop', media: 'light' } as const] = visit.looks;
    const add = (findings: Finding[]) =>
      found.push(...findings.map((one) => ({ ...one, state: state.name, variant: variantOf(visit, look) })));
    const log = recordErrors(page);
    try {
      await show(page, look);
      await state.reach(new Driver({ page, context, ...visit, ...instance }), page);
      let seen: Look | undefined;
      for (look of visit.looks) {
        await show(page, look);
        add(await checkPage(page, state, look.viewport));
        add(await runAxe(page, { onlyColours: look.viewport === seen?.viewport }));
        if (WITH_PICTURES) await takePicture(page, variantOf(visit, look), state.name);
        seen = look;
      }
      add(log.errors.filter((text) => !state.logs?.test(text)).map(consoleFinding));
    } catch (error) {
      await takePicture(page, NOT_REACHED, `${state.name}-${variantOf(visit, look)}`);
      add([{ rule: NOT_REACHED, impact: 'critical', element: '', why: String(error).slice(0, 400) }]);
    }
    log.stop();
    return found;
  }

  async #open(as: Viewer, visit: Visit): Promise<Opened> {
    const context = await this.#given.browser.newContext({
      ...contextOf(visit),
      ...(as === 'nobody' || as === 'first' ? {} : { storageState: await this.#session(as) }),
    });
    context.setDefaultTimeout(STEP_MS);
    // What one state types is not in the composer of the next.
    await context.route(
      /\/drafts\/(reply|private|note)$/u,
      async (route) => await route.fulfill({ json: { draft: null } }),
    );
    return { context, page: await context.newPage() };
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

function contextOf({ language, device }: Visit) {
  return {
    locale: language === 'fr' ? 'fr-FR' : 'en-GB',
    timezoneId: 'Europe/Paris',
    viewport: viewports[device],
    reducedMotion: 'reduce' as const,
    ...(device === 'phone' ? { hasTouch: true, isMobile: true } : {}),
  };
}

/** Leaves no draft, choice, scroll position or lost connection to the next visit, and no page that keeps working. */
async function forget({ page, context }: Opened): Promise<void> {
  await context.setOffline(false);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  await page.goto('about:blank');
  await context.clearCookies({ name: 'parvis-prefs' });
}

/** Shows a page in another theme or window, without loading it again. */
async function show(page: Page, { viewport, media }: Look): Promise<void> {
  await page.setViewportSize(viewports[viewport]);
  await page.emulateMedia({
    colorScheme: media === 'dark' ? 'dark' : 'light',
    forcedColors: media === 'forced' ? 'active' : 'none',
  });
  // Colours change in steps that a reader hardly sees; axe would measure one of them.
  await page.evaluate(async () => {
    const paint = async () => await new Promise((done) => requestAnimationFrame(done));
    // Not those that repeat for ever, nor those that have ended and hold their last picture.
    const isEnding = ({ effect, playState }: Animation) =>
      playState === 'running' && effect?.getComputedTiming().endTime !== Infinity;
    do {
      await paint();
      for (const animation of document.getAnimations().filter(isEnding)) animation.finish();
    } while (document.getAnimations().some(isEnding));
    await paint();
  });
}

async function takePicture(page: Page, variant: string, name: string): Promise<void> {
  mkdirSync(`${PICTURES}/${variant}`, { recursive: true });
  await page.screenshot({ path: `${PICTURES}/${variant}/${name}.png`, animations: 'disabled' });
}

function recordErrors(page: Page): { errors: string[]; stop: () => void } {
  const errors: string[] = [];
  const onConsole = (message: ConsoleMessage) => {
    if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`);
  };
  const onError = (error: Error) => errors.push(String(error));
  page.on('console', onConsole).on('pageerror', onError);
  const stop = () => page.off('console', onConsole).off('pageerror', onError);
  return { errors, stop };
}

const consoleFinding = (text: string): Finding => ({
  rule: 'console-error',
  impact: 'serious',
  element: '',
  why: text.slice(0, 300),
});
