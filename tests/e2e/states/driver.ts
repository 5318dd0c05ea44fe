import { readFileSync } from 'node:fs';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import type { Language } from '#lib/interface-languages.ts';
import type { Seeded } from './seed/seed.ts';
import type { Device } from './viewports.ts';

type Catalogue = { [key: string]: string | Catalogue };

const catalogues = new Map<string, Catalogue>();

/** The sentence of a key such as `queue.filter`, as a pattern: what the sentence fills in matches anything. */
export function sentence(language: Language, key: string): RegExp {
  const [file = '', ...path] = key.split('.');
  const name = `${language}/${file}`;
  const catalogue = catalogues.get(name) ?? readCatalogue(name);
  let found: string | Catalogue | undefined = catalogue;
  for (const step of path) found = typeof found === 'object' ? found[step] : undefined;
  if (typeof found !== 'string') throw new Error(`messages/${name}.json has no sentence ${path.join('.')}`);
  const parts = found.split(/\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/u);
  return new RegExp(`^${parts.map(escaped).join('.*')}$`, 'u');
}

/** Spaces of any kind match: a browser reports no-break spaces as plain ones. */
const escaped = (words: string) =>
  words.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`).replaceAll(/\s/gu, String.raw`\s`);

function readCatalogue(name: string): Catalogue {
  const catalogue = JSON.parse(readFileSync(`messages/${name}.json`, 'utf8')) as Catalogue; // the catalogues are ours
  catalogues.set(name, catalogue);
  return catalogue;
}

type Given = {
  page: Page;
  context: BrowserContext;
  address: string;
  language: Language;
  device: Device;
  seeded: Seeded | null;
  setUpLink: string;
};

/** Drives one page to a state, in either language. */
export class Driver {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly address: string;
  readonly language: Language;
  readonly device: Device;
  readonly setUpLink: string;
  readonly #seeded: Seeded | null;

  constructor({ page, context, address, language, device, seeded, setUpLink }: Given) {
    this.page = page;
    this.context = context;
    this.address = address;
    this.language = language;
    this.device = device;
    this.#seeded = seeded;
    this.setUpLink = setUpLink;
  }

  /** What the installation holds; only before the set-up it holds nothing. */
  get seeded(): Seeded {
    if (!this.#seeded) throw new Error('Nothing is seeded before the set-up.');
    return this.#seeded;
  }

  say(key: string): RegExp {
    return sentence(this.language, key);
  }

  async go(path: string): Promise<void> {
    await this.page.goto(`${this.address}${path}`, { waitUntil: 'load' });
  }

  /** Opens a page of the busy workspace. */
  async inBusy(path: string): Promise<void> {
    await this.go(`/w/${this.seeded.busy}/${path}`);
  }

  /** Opens the list and waits for its rows. */
  async list(path = 'open'): Promise<void> {
    await this.inBusy(path);
    await this.rows.first().waitFor();
    await this.interactive();
  }

  get rows(): Locator {
    return this.page.locator('a[data-item]');
  }

  /** Opens an item by its address and waits for its messages. */
  async item(name: keyof Seeded['items'], view = 'open'): Promise<void> {
    await this.inBusy(`${view}/${this.seeded.items[name]}`);
    await this.page.locator('[data-message]').first().waitFor();
    await this.interactive('[data-message]');
  }

  /** Waits until a part of the page listens: what is clicked or pressed before then is lost. */
  async interactive(part = 'button, input, main a'): Promise<void> {
    await this.page.waitForFunction((selector) => {
      const controls = [...document.querySelectorAll(selector)];
      return (
        controls.length === 0 || controls.some((one) => Object.keys(one).some((key) => key.startsWith('__reactProps')))
      );
    }, part);
  }

  /** Waits until what loads after the page has loaded: it cannot once the connection is lost. */
  async lateParts(): Promise<void> {
    await this.page.getByRole('region', { name: this.say('common.notifications') }).waitFor({ state: 'attached' });
  }

  /** Lets no further script load, as when the server was replaced meanwhile. */
  async loseScripts(): Promise<void> {
    await this.page.route('**/_next/static/chunks/**', async (route) => await route.abort());
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Opens the composer with a key and writes in it, once it takes what is typed. */
  async compose(key: string, text = ''): Promise<void> {
    await this.press(key);
    await this.field.waitFor();
    await this.page.waitForFunction(() => document.activeElement instanceof HTMLTextAreaElement);
    await this.page.keyboard.insertText(text);
  }

  /** Writes in the dialog that was just opened, once it takes what is typed. */
  async typeInDialog(text: string): Promise<void> {
    await this.dialog.waitFor();
    await this.page.waitForFunction(() => {
      const focused = document.activeElement;
      return focused instanceof HTMLInputElement && focused.closest('[role=dialog]') !== null;
    });
    await this.page.keyboard.insertText(text);
  }

  /** The button with the name of a sentence. */
  button(key: string): Locator {
    return this.page.getByRole('button', { name: this.say(key) });
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  get field(): Locator {
    return this.page.locator('form textarea').first();
  }

  /** Sets the person's own choices, as the page reads them when it is opened next. */
  async prefer(more: Record<string, unknown>): Promise<void> {
    const prefs = {
      theme: 'system',
      density: 'comfortable',
      isRailOpen: true,
      isContextOpen: true,
      queueWidth: 400,
      ...more,
    };
    await this.context.addCookies([
      {
        name: 'parvis-prefs',
        value: encodeURIComponent(JSON.stringify({ areKeysOn: true, keys: {}, timeZone: 'Europe/Paris', ...prefs })),
        url: this.address,
      },
    ]);
  }
}
