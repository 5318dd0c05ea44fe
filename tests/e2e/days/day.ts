import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { type Announcement, takeAnnouncements } from './announcements.ts';
import { FocusReader, utteranceOf } from './speech.ts';

/** Where the focus should be. */
export type Place = { role: string; name: RegExp };

/** A day that is done with the keyboard alone, and its log of what was pressed and where the focus was. */
export class Day {
  readonly page: Page;
  readonly #reader: FocusReader;
  readonly #path: string;
  readonly #lines: string[] = [];
  #pressed: string[] = [];
  #heard: Announcement[] = [];

  /** @param path the file of the log, which is written after every step */
  constructor(page: Page, path: string) {
    this.page = page;
    this.#reader = new FocusReader(page);
    this.#path = path;
  }

  /** A heading in the log. */
  part(title: string): void {
    this.#write(`\n## ${title}\n`);
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      this.#pressed.push(key);
    }
  }

  /** The key with which a browser goes back: a browser without a window does not take it. */
  async back(): Promise<void> {
    await this.page.goBack();
    this.#pressed.push('Alt+ArrowLeft');
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
    this.#pressed.push(`“${text}”`);
  }

  /** Presses a key until the focus is at a place, as one does who does not know how far it is. */
  async pressUntil(key: string, place: Place, most = 40): Promise<void> {
    for (let count = 1; count <= most; count++) {
      await this.page.keyboard.press(key);
      const node = await this.#reader.read();
      if (node?.role === place.role && place.name.test(node.name)) {
        this.#pressed.push(`${key} × ${count}`);
        await this.at(place);
        return;
      }
    }
    throw new Error(`${key} does not reach the ${place.role} ${String(place.name)} in ${most} steps.`);
  }

  /** Asserts where the focus is, and logs it. */
  async at(place: Place): Promise<void> {
    await expect
      .poll(async () => await this.#describe(), { message: `the focus after ${this.#pressed.join(' ')}` })
      .toMatch(new RegExp(`^${place.role}: ${place.name.source.replace(/^\^/u, '')}`, place.name.flags));
    const node = await this.#reader.read();
    this.#write(`${this.#pressed.join(' ').padEnd(34)} → ${node ? utteranceOf(node) : 'nothing'}`);
    this.#pressed = [];
  }

  /** Asserts that a key leaves the focus where it is, and logs it. */
  async staysAfter(key: string): Promise<void> {
    const before = await this.#describe();
    await this.press(key);
    // A key that did something would have done it by the next key.
    await this.press('Shift');
    expect(await this.#describe()).toBe(before);
    this.#write(`${key.padEnd(34)} → stays`);
    this.#pressed = [];
  }

  /** Asserts that a sentence is announced, once and politely, and logs it. */
  async hears(sentence: RegExp): Promise<void> {
    await expect
      .poll(
        async () => {
          this.#heard.push(...(await takeAnnouncements(this.page)));
          return this.#heard.map(({ text }) => text);
        },
        { message: `what is said after ${this.#pressed.join(' ')}`, timeout: 30_000 },
      )
      .toContainEqual(expect.stringMatching(sentence));
    const said = this.#heard.filter(({ text }) => sentence.test(text));
    expect(said, 'it is said once, politely').toEqual([{ live: 'polite', text: said[0]?.text }]);
    this.#heard = this.#heard.filter((one) => !said.includes(one));
    this.#write(`${this.#pressed.join(' ').padEnd(34)} ♪ ${said[0]?.text ?? ''}`);
    this.#pressed = [];
  }

  /** Asserts that nothing was announced since, beyond what was heard. */
  async hearsNothing(): Promise<void> {
    this.#heard.push(...(await takeAnnouncements(this.page)));
    expect(this.#heard).toEqual([]);
  }

  async #describe(): Promise<string> {
    const node = await this.#reader.read();
    return node ? `${node.role}: ${node.name}` : 'the focus is on the body';
  }

  #write(line: string): void {
    this.#lines.push(line);
    mkdirSync(this.#path.replace(/\/[^/]*$/u, ''), { recursive: true });
    writeFileSync(this.#path, `${this.#lines.join('\n')}\n`);
  }
}
