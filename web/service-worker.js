/* global self, caches, fetch, setTimeout, BUILD, MessageChannel, URL, Response */

/**
 * The service worker. It keeps two things in the browser: the built files, which never change, and the list that the person saw
 * last, for reading without a connection. It shows push messages, and says where they are sent
 * from now on. It answers no request that changes something, and none of the API.
 *
 * `BUILD` is set before this text by app/service-worker.js/route.ts, so that each build is a new worker.
 */
const FILES = `parvis-files:${BUILD}`;
/** One cache for each person and workspace, with one page. */
const KEPT = 'parvis-kept:';
/** Pages that are older are not shown any more, in milliseconds. */
const KEPT_MS = 7 * 24 * 3_600_000;
/** Where the server learns of a renewed subscription. */
const SUBSCRIPTION = '/api/v1/push-subscription';
/** In pages that may be kept: whose it is. Written by the page of a list. */
const OWNER = /<meta name="parvis-kept" content="([\w-]+):([\w-]+)"/;

/** Counts sign-outs: a page that was asked for before one is not kept after it. */
let forgotten = 0;

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      // A kept page needs the files of its own build.
      const names = await caches.keys();
      await Promise.all(
        names.filter((name) => name.startsWith('parvis-') && name !== FILES).map((name) => caches.delete(name)),
      );
      await self.clients.claim();
    })(),
  );
});

// ——— Reading without a connection ———

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith('/_next/static/')) event.respondWith(fileOf(event));
  else if (request.mode === 'navigate' && /^\/(w\/.*)?$/.test(url.pathname)) event.respondWith(pageOf(event));
});

async function fileOf(event) {
  const kept = await caches.match(event.request).catch(() => undefined); // a browser that forbids storage
  if (kept) return kept;
  const answer = await fetch(event.request);
  if (answer.status === 200) event.waitUntil(keepFile(event.request, answer.clone()));
  return answer;
}

async function keepFile(request, answer) {
  try {
    await (await caches.open(FILES)).put(request, answer);
  } catch {
    // Without room or permission to store, the page works all the same while there is a connection.
  }
}

async function pageOf(event) {
  const asked = forgotten;
  try {
    const answer = await fetch(event.request);
    if (answer.status === 200) event.waitUntil(keepPage(event.request.url, answer.clone(), asked));
    return answer;
  } catch {
    return (await findKept(event.request.url)) ?? Response.error();
  }
}

/** Keeps the page of a list in the place of the one before, and nothing of any other person. */
async function keepPage(url, answer, asked) {
  try {
    const [, person, workspace] = OWNER.exec(await answer.clone().text()) ?? [];
    if (!person || asked !== forgotten) return;
    const name = `${KEPT}${person}:${workspace}`;
    const cache = await caches.open(name);
    // Written before the one before it is deleted: the connection may be lost in between.
    await cache.put(url, answer);
    for (const request of await cache.keys()) if (request.url !== url) await cache.delete(request);
    const others = (await caches.keys()).filter((one) => one.startsWith(KEPT) && !one.startsWith(`${KEPT}${person}:`));
    await Promise.all(others.map((one) => caches.delete(one)));
    // Signed out while it was written.
    if (asked !== forgotten) await caches.delete(name);
  } catch {
    // As above.
  }
}

/** The kept page of this address, or the way to the one that is kept of this workspace, or of any for the start page. */
async function findKept(address) {
  const { pathname } = new URL(address);
  const place = pathname === '/' ? '/w/' : pathname.split('/').slice(0, 3).join('/');
  for (const name of (await caches.keys()).filter((one) => one.startsWith(KEPT))) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      const answer = await cache.match(url);
      if (!answer || Date.now() - Date.parse(answer.headers.get('date') ?? '') > KEPT_MS) continue;
      if (url === address) return answer;
      if (`${new URL(url).pathname}/`.startsWith(place === '/w/' ? place : `${place}/`)) return Response.redirect(url);
    }
  }
  return undefined;
}

// ——— What pages say ———

self.addEventListener('message', (event) => {
  const { kind, build, url, files = [] } = event.data ?? {};
  // A page of this very build needs no reload; one of another build offers it.
  if (kind === 'greet' && build === BUILD) event.waitUntil(self.skipWaiting());
  if (kind === 'greet' && build !== BUILD) event.source.postMessage({ kind: 'new-version' });
  if (kind === 'activate') event.waitUntil(self.skipWaiting());
  if (kind === 'forget') {
    forgotten += 1;
    event.waitUntil(forget());
  }
  if (kind === 'keep') event.waitUntil(Promise.all([keepNow(url), ...files.map(keepFileNow)]));
});

async function forget() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(KEPT)).map((name) => caches.delete(name)));
}

async function keepNow(url) {
  const asked = forgotten;
  try {
    const answer = await fetch(url, { redirect: 'error', headers: { accept: 'text/html' } });
    if (answer.status === 200) await keepPage(url, answer, asked);
  } catch {
    // No connection: what was kept before stays.
  }
}

async function keepFileNow(url) {
  try {
    if (!(await caches.match(url))) await keepFile(url, await fetch(url));
  } catch {
    // It is kept when it is asked for again.
  }
}

// ——— Push messages ———

self.addEventListener('push', (event) => event.waitUntil(show(event.data?.json())));

async function show(message) {
  if (!message) return;
  const { title, body, language, path, tag } = message;
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  // Whoever has it before her eyes needs no notification of it.
  const visible = windows.filter(({ visibilityState }) => visibilityState === 'visible');
  const shown = await Promise.all(visible.map(addressOf));
  const isItem = /\/[\da-f-]{36}$/.test(path);
  const isSeen = isItem && shown.some((address) => address.endsWith(path.slice(path.lastIndexOf('/'))));
  if (isSeen) return;
  const icon = '/icon-192.png';
  await self.registration.showNotification(title, { body, lang: language, tag, icon, badge: icon, data: { path } });
}

/** What a window shows now. Its `url` is the one with which it was opened, so it is asked; one that does not answer has only that. */
function addressOf(window) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(() => resolve(new URL(window.url).pathname), 500);
    window.postMessage({ kind: 'where' }, [port2]);
  });
}

// The browser has replaced its subscription by itself: the server learns where to send from now on.
self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renew(event)));

async function renew({ newSubscription, oldSubscription }) {
  const made = newSubscription ?? (await subscribeAgain(oldSubscription));
  if (!made) return;
  const { endpoint, keys } = made.toJSON();
  const answer = await fetch(SUBSCRIPTION, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ endpoint, p256dh: keys.p256dh, auth: keys.auth }),
  });
  // Signed out, or switched off meanwhile: nobody will send to it.
  if (answer.status === 401 || answer.status === 404) await made.unsubscribe();
}

/** Not every browser says by what it replaces the old one, or which that was. */
async function subscribeAgain(old) {
  const { pushManager } = self.registration;
  const known = await pushManager.getSubscription();
  if (known) return known;
  const key = old?.options?.applicationServerKey ?? (await publicKey());
  return key ? await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }) : null;
}

async function publicKey() {
  const answer = await fetch(SUBSCRIPTION);
  return answer.ok ? (await answer.json()).publicKey : null;
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.path ?? '/'));
});

/** Shows it in a window of the same workspace if there is one: that keeps what is written there. */
async function open(path) {
  const workspace = path.split('/').slice(0, 3).join('/');
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const there = windows.find(({ url }) => `${new URL(url).pathname}/`.startsWith(`${workspace}/`));
  if (!there || path === '/') return await self.clients.openWindow(path);
  // Where the browser does not let us, the window shows it all the same.
  await there.focus().catch(() => undefined);
  there.postMessage({ kind: 'open', path });
}
