import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { ROOT } from '#scripts/settings.ts';

type Listener = (event: Record<string, unknown>) => void;

/** The service worker with a browser's storage, and a server whose answer the test gives when it wants. */
function aWorker() {
  const listeners = new Map<string, Listener>();
  const stores = new Map<string, Map<string, Response>>();
  const storeOf = (name: string) => stores.get(name) ?? stores.set(name, new Map()).get(name) ?? new Map();
  const caches = {
    keys: async () => [...stores.keys()],
    delete: async (name: string) => stores.delete(name),
    open: async (name: string) => {
      const store = storeOf(name);
      return {
        put: async (url: string, answer: Response) => void store.set(url, answer),
        keys: async () => [...store.keys()].map((url) => ({ url })),
        delete: async (url: string) => store.delete(url),
      };
    },
  };
  const self = {
    addEventListener: (kind: string, listener: Listener) => listeners.set(kind, listener),
    location: { origin: 'https://inbox.example.test' },
  };
  const server = Promise.withResolvers<Response>();
  const source = readFileSync(join(ROOT, 'web/service-worker.js'), 'utf8');
  runInNewContext(source, { self, caches, fetch: () => server.promise, BUILD: 'one', URL, Response, Date, Promise });
  const waits: unknown[] = [];
  const waitUntil = (work: unknown) => waits.push(work);
  const send = (kind: string, event: Record<string, unknown>) => listeners.get(kind)?.({ ...event, waitUntil });
  return { send, server, waits, kept: () => [...stores.keys()] };
}

const URL_OF_LIST = 'https://inbox.example.test/w/maison-lune/open';
const page = () => new Response('<meta name="parvis-kept" content="ines:maison-lune">');

/** Opens the list in a window. */
async function opening({ send, server, waits }: ReturnType<typeof aWorker>, meanwhile: () => void) {
  let shown: unknown;
  const respondWith = (answer: unknown) => (shown = answer);
  send('fetch', { request: { url: URL_OF_LIST, method: 'GET', mode: 'navigate' }, respondWith });
  meanwhile();
  server.resolve(page());
  await shown;
  await Promise.all(waits);
}

test('the list that was opened is kept', async () => {
  const worker = aWorker();
  await opening(worker, () => undefined);
  expect(worker.kept()).toEqual(['parvis-kept:ines:maison-lune']);
});

test('a page that was asked for before a sign-out is not kept after it', async () => {
  const worker = aWorker();
  await opening(worker, () => worker.send('message', { data: { kind: 'forget' } }));
  expect(worker.kept()).toEqual([]);
});
