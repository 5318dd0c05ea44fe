import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { ROOT } from '#scripts/settings.ts';

type Listener = (event: Record<string, unknown>) => void;

/** The service worker with a browser's storage, and a server whose answer the test gives when it wants. */
function aWorker(given: { registration?: object; fetch?: unknown } = {}) {
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
    registration: given.registration,
  };
  const server = Promise.withResolvers<Response>();
  const source = readFileSync(join(ROOT, 'web/service-worker.js'), 'utf8');
  const fetch = given.fetch ?? (() => server.promise);
  runInNewContext(source, { self, caches, fetch, BUILD: 'one', URL, Response, Date, Promise, JSON });
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

/** A worker whose browser replaces its subscription, with what it asks of the server. */
function aRenewal({ status, made, old }: { status: number; made?: string; old?: string }) {
  const asked: { method: string; body: unknown }[] = [];
  const subscribedWith: string[] = [];
  let isEnded = false;
  const subscriptionAt = (endpoint: string) => ({
    toJSON: () => ({ endpoint, keys: { p256dh: 'point', auth: 'secret' } }),
    unsubscribe: async () => (isEnded = true),
  });
  const pushManager = {
    getSubscription: async () => null,
    subscribe: async ({ applicationServerKey }: { applicationServerKey: string }) => {
      subscribedWith.push(applicationServerKey);
      return subscriptionAt('https://push.example.test/again');
    },
  };
  const server = async (_: string, { method = 'GET', body = '{}' }: { method?: string; body?: string } = {}) => {
    asked.push({ method, body: JSON.parse(body) });
    return method === 'GET' ? Response.json({ publicKey: 'key of the server' }) : new Response(null, { status });
  };
  const { send, waits } = aWorker({ registration: { pushManager }, fetch: server });
  send('pushsubscriptionchange', {
    newSubscription: made === undefined ? null : subscriptionAt(made),
    oldSubscription: old === undefined ? null : { options: { applicationServerKey: old } },
  });
  return { asked, subscribedWith, isDone: Promise.all(waits), isEnded: () => isEnded };
}

const told = (endpoint: string) => ({ method: 'PUT', body: { endpoint, p256dh: 'point', auth: 'secret' } });

test('the server is told of the subscription by which the browser has replaced its own', async () => {
  const renewal = aRenewal({ status: 204, made: 'https://push.example.test/new' });
  await renewal.isDone;
  expect(renewal.asked).toEqual([told('https://push.example.test/new')]);
  expect(renewal.isEnded()).toBe(false);
});

test('a browser that only says that its subscription ended is subscribed again, with the key that it had', async () => {
  const renewal = aRenewal({ status: 204, old: 'key of before' });
  await renewal.isDone;
  expect(renewal.subscribedWith).toEqual(['key of before']);
  expect(renewal.asked).toEqual([told('https://push.example.test/again')]);
});

test('a browser that says nothing at all is subscribed again with the key of the server', async () => {
  const renewal = aRenewal({ status: 204 });
  await renewal.isDone;
  expect(renewal.subscribedWith).toEqual(['key of the server']);
  expect(renewal.asked).toEqual([{ method: 'GET', body: {} }, told('https://push.example.test/again')]);
});

test.each([401, 404])('a subscription of which the server answers %d is ended', async (status) => {
  const renewal = aRenewal({ status, made: 'https://push.example.test/new' });
  await renewal.isDone;
  expect(renewal.isEnded()).toBe(true);
});
