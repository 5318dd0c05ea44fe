import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { DraftInput } from '#components/api/client.ts';
import { Problem } from '#components/api/problem.ts';
import { DraftStore } from '#components/inbox-state/drafts/draft-store.ts';
import type { DraftMode, DraftView } from '#lib/items/drafts/types.ts';

const ITEM = 'item';
/** Longer than any pause before a save. */
const LONG_MS = 20_000;

/** The rules of the server for one draft: nobody writes over a version that they do not know. */
class FakeServer {
  stored: DraftView | null = null;

  save(
    mode: DraftMode,
    { version, replaces, text, attachmentIds, target, guidance }: DraftInput,
  ): { draft: DraftView | null } {
    const current = this.stored?.version ?? null;
    const isEmpty = text === '' && attachmentIds.length === 0;
    const isContinued = current !== null && [...replaces, version].includes(current);
    const isNew = current === null && (isEmpty || replaces.length === 0);
    if (!isContinued && !isNew) throw new Problem('draft_changed', 409, { draft: this.stored });
    const attachments = attachmentIds.map((id) => ({ id, altText: '' }));
    this.stored = isEmpty
      ? null
      : { mode, version, text, attachments, target, guidance, handedBy: null, updatedAt: '2026-01-01T00:00:00.000Z' };
    return { draft: this.stored };
  }
}

/** A device of the member: its browser's storage, its connection, and a tab that can crash. */
class Device {
  readonly #server: FakeServer;
  readonly #stored: Record<string, string> = {};
  /** `deaf`: what it sends arrives, and the answers are lost. */
  connection: 'online' | 'offline' | 'deaf' = 'online';
  store: DraftStore;

  constructor(server: FakeServer) {
    this.#server = server;
    this.store = this.#open();
  }

  /** The tab is gone with all that it had not stored; the next one starts from the browser's storage. */
  crash(): void {
    this.store = this.#open();
  }

  write(word: string): void {
    this.store.write(ITEM, 'reply', { text: this.text === '' ? word : `${this.text} ${word}` });
  }

  /** Reads the stored drafts, as a tab does that opens the item or hears of a change. */
  read(): void {
    if (this.connection !== 'online') return;
    const own = this.#server.stored ? [this.#server.stored] : [];
    this.store.receive(ITEM, own, this.store.startRead(ITEM));
  }

  keepBoth(): void {
    if (this.store.get(ITEM, 'reply').rival) this.store.choose(ITEM, 'reply', 'both');
  }

  close(): void {
    this.store.flush({ isLeaving: true });
  }

  get text(): string {
    return this.store.get(ITEM, 'reply').draft.text;
  }

  #open(): DraftStore {
    const isAlive = () => this.store === store;
    const kept = this.#stored;
    const own = {
      getItem: (key: string) => kept[key] ?? null,
      setItem: (key: string, value: string) => {
        if (isAlive()) kept[key] = value;
      },
      removeItem: (key: string) => {
        if (isAlive()) delete kept[key];
      },
    };
    // The names of what is stored are the object's own, as in a browser.
    const storage = () => Object.assign(Object.create(own) as typeof own, kept);
    const saveDraft = async (_: string, mode: DraftMode, input: DraftInput) => {
      if (!isAlive()) return await new Promise<never>(() => undefined);
      return await this.#send(mode, input);
    };
    const store = new DraftStore({ slug: 'aubry', memberId: 'me', api: { saveDraft } }, storage);
    this.store = store;
    store.recover();
    return store;
  }

  async #send(mode: DraftMode, input: DraftInput) {
    if (this.connection === 'offline') throw new Problem('unreachable', 0);
    const answer = this.#server.save(mode, input);
    if (this.connection === 'deaf') throw new Problem('unreachable', 0);
    return await Promise.resolve(answer);
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = async (ms = LONG_MS) => await vi.advanceTimersByTimeAsync(ms);

test('a draft is on the server a moment after a pause in writing, and on the other device when it reads', async () => {
  const server = new FakeServer();
  const [desk, phone] = [new Device(server), new Device(server)];
  desk.write('Bonjour');
  expect(server.stored).toBeNull();
  await pass();
  expect(server.stored).toMatchObject({ text: 'Bonjour' });
  phone.read();
  phone.write('Léa');
  await pass();
  desk.read();
  expect(desk.text).toBe('Bonjour Léa');
});

test('a text written on two devices at once is on both: neither is written over', async () => {
  const server = new FakeServer();
  const [desk, phone] = [new Device(server), new Device(server)];
  desk.write('desk');
  phone.write('phone');
  await pass();
  expect(server.stored).toMatchObject({ text: 'desk' });
  expect(phone.text).toBe('phone');
  expect(phone.store.get(ITEM, 'reply').rival).toMatchObject({ text: 'desk' });
  phone.write('more');
  await pass();
  expect(server.stored).toMatchObject({ text: 'desk' });
  phone.keepBoth();
  await pass();
  expect(server.stored).toMatchObject({ text: 'desk\n\nphone more' });
});

test('a tab that is closed before the pause is over has sent what was written', async () => {
  const server = new FakeServer();
  const desk = new Device(server);
  desk.write('almost');
  desk.close();
  await pass(0);
  expect(server.stored).toMatchObject({ text: 'almost' });
});

test('what was written without a connection is saved by the next tab', async () => {
  const server = new FakeServer();
  const desk = new Device(server);
  desk.connection = 'offline';
  desk.write('later');
  await pass();
  desk.connection = 'online';
  desk.crash();
  await pass();
  expect(server.stored).toMatchObject({ text: 'later' });
});

test('a save whose answer was lost is not taken for another device', async () => {
  const server = new FakeServer();
  const desk = new Device(server);
  desk.connection = 'deaf';
  desk.write('once');
  await pass();
  desk.connection = 'online';
  desk.crash();
  desk.read();
  await pass();
  expect(desk.store.get(ITEM, 'reply')).toMatchObject({ rival: null, isDirty: false, draft: { text: 'once' } });
});

test('a draft that was sent from another device comes back nowhere, unless more was written here', async () => {
  const server = new FakeServer();
  const [desk, phone] = [new Device(server), new Device(server)];
  desk.write('sent');
  await pass();
  phone.read();
  server.stored = null;
  phone.read();
  expect(phone.text).toBe('');
  desk.connection = 'offline';
  desk.write('more');
  desk.connection = 'online';
  desk.read();
  await pass();
  expect(desk.store.get(ITEM, 'reply')).toMatchObject({ rival: 'gone', draft: { text: 'sent more' } });
  expect(server.stored).toBeNull();
});

test('what is put back after a refused reply is the stored draft again, and what was written meanwhile follows', async () => {
  const server = new FakeServer();
  const desk = new Device(server);
  desk.write('refused');
  await pass();
  const { draft } = desk.store.get(ITEM, 'reply');
  desk.store.take(ITEM, 'reply');
  desk.read();
  expect(desk.text).toBe('');
  desk.write('next');
  desk.store.putBack(ITEM, 'reply', draft);
  await pass();
  expect(server.stored).toMatchObject({ text: 'refused\n\nnext' });
});

type Step = {
  device: 0 | 1;
  does: 'write' | 'read' | 'offline' | 'deaf' | 'online' | 'close' | 'crash' | 'wait' | 'both';
};

test('whatever two devices do, every word that was written is in the draft in the end', async () => {
  const steps = fc.array(
    fc.record<Step>({
      device: fc.constantFrom(0, 1),
      does: fc.constantFrom('write', 'write', 'read', 'offline', 'deaf', 'online', 'close', 'crash', 'wait', 'both'),
    }),
    { maxLength: 40, size: 'max' },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (given) => {
      const server = new FakeServer();
      const devices = [new Device(server), new Device(server)] as const;
      const words: string[] = [];
      for (const { device: place, does } of given) {
        const device = devices[place];
        if (does === 'write') {
          words.push(`w${words.length}`);
          device.write(words.at(-1) ?? '');
        } else if (does === 'read') device.read();
        else if (does === 'close') device.close();
        else if (does === 'crash') device.crash();
        else if (does === 'both') device.keepBoth();
        else if (does === 'wait') await pass(1_000);
        else device.connection = does;
      }
      for (let round = 0; round < 6; round += 1) {
        for (const device of devices) {
          device.connection = 'online';
          await pass();
          device.read();
          device.keepBoth();
          await pass();
        }
      }
      const inTheEnd = (server.stored?.text ?? '').split(/\s+/u);
      expect(words.filter((word) => !inTheEnd.includes(word))).toEqual([]);
      for (const device of devices) expect(device.text).toBe(server.stored?.text ?? '');
    }),
    { numRuns: 400 },
  );
});
