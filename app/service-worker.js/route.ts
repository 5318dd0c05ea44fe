import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBuild } from '#app/read-build.ts';

export const dynamic = 'force-dynamic';

/** In development files change under the same address: a worker that an earlier build has left ends itself. */
const NONE = `
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) await caches.delete(name);
  await self.registration.unregister();
})()));`;

/** The service worker of this build. Its text differs from build to build, which is how a browser sees that there is a new one. */
export function GET(): Response {
  const build = readBuild();
  const text = build
    ? `const BUILD = ${JSON.stringify(build)};\n${readFileSync(join(process.cwd(), 'web/service-worker.js'), 'utf8')}`
    : NONE;
  return new Response(text, {
    headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' },
  });
}
