import { mkdirSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { PASSWORD } from '../instance.ts';
import { checkPage, type Finding, runAxe } from './check-state.ts';
import { Driver } from './driver.ts';
import { people, type Seeded } from './seed/seed.ts';
import { type State, type Viewer, viewports } from './state.ts';
import { type Media, nameOf, type Visit } from './variants.ts';

export const PICTURES = '.data/screenshots/states';

export type Found = Finding & { state: string; variant: string };

type Given = { browser: Browser; address: string; setUpLink: string; seeded: Seeded | null };

/** What a member who signed in carries. */
type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Reaches states in browsers of every language, viewport and member, and looks at them in every medium. */
export class Visitor {
  readonly #given: Given;
  readonly #sessions = new Map<Viewer, Promise<Session>>();

  constructor(given: Given) {
    this.#given = given;
  }

  /** Reaches a state and checks and pictures it in each medium. */
  async visit(state: State, visit: Visit): Promise<Found[]> {
    const { browser, ...instance } = this.#given;
    const as = state.as ?? 'admin';
    const context = await browser.newContext({
      ...contextOf(visit),
      ...(as === 'nobody' || as === 'first' ? {} : { storageState: await this.#session(as) }),
    });
    const found: Found[] = [];
    const add = (findings: Finding[], media: Media) =>
      found.push(...findings.map((one) => ({ ...one, state: state.name, variant: nameOf(visit, media) })));
    try {
      const page = await context.newPage();
      const logged = recordErrors(page);
      const driver = new Driver({ page, context, ...visit, ...instance });
      await state.reach(driver, page);
      const [first = 'light'] = visit.medias;
      add(await checkPage(page, state, visit.viewport), first);
      for (const media of visit.medias) {
        await prefer(page, media);
        add(await runAxe(page), media);
        await takePicture(page, nameOf(visit, media), state.name);
      }
      const unexpected = logged.filter((text) => !state.logs?.test(text));
      add(unexpected.map(consoleFinding), first);
    } catch (error) {
      add([{ rule: 'not-reached', impact: 'critical', element: '', why: String(error).slice(0, 400) }], 'light');
    } finally {
      await context.close();
    }
    return found;
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

/** Shows a page that is already there in another theme. */
async function prefer(page: Page, media: Media): Promise<void> {
  await page.emulateMedia({
    colorScheme: media === 'dark' ? 'dark' : 'light',
    forcedColors: media === 'forced' ? 'active' : 'none',
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
