'use client';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { navigate, parseRoute, readRoute } from '#components/route/route-store.ts';

const ADDRESS = '/service-worker.js';
/** How often a page that stays open looks for a new version, and keeps its list anew when it is left, in milliseconds. */
const CHECK_MS = 15 * 60_000;
const KEEP_MS = 60_000;

/**
 * Runs the service worker of web/service-worker.js, and says whether a newer version of Parvis is there.
 * @param build of this page; null: there is none in development
 * @returns `reload` shows the new version; what is being written stays
 */
export function useServiceWorker(build: string | null): { isOutdated: boolean; reload: () => void } {
  const router = useRouter();
  const { drafts } = useInbox();
  const [isOutdated, setOutdated] = useState(false);
  const registered = useRef<ServiceWorkerRegistration | null>(null);

  useEffect(() => {
    // Without https there is none, and the browser says so by not offering it.
    if (build === null || !('serviceWorker' in navigator)) return;
    const { serviceWorker } = navigator;
    const greet = (worker: ServiceWorker | null) => worker?.postMessage({ kind: 'greet', build });
    let [checkedAt, keptAt] = [Date.now(), 0];

    const onMessage = ({ data, ports }: MessageEvent<{ kind?: string; path?: string } | null>) => {
      if (data?.kind === 'where') ports[0]?.postMessage(window.location.pathname);
      if (data?.kind === 'new-version') setOutdated(true);
      if (data?.kind === 'open' && data.path) open(data.path, (path) => router.push(path));
    };
    const onNewWorker = () => {
      greet(serviceWorker.controller);
      keep(serviceWorker.controller);
    };
    const keepNow = () => {
      if (Date.now() - keptAt < KEEP_MS) return;
      keptAt = Date.now();
      keep(serviceWorker.controller);
    };
    const onVisibility = () => {
      if (document.visibilityState === 'hidden') return keepNow();
      if (Date.now() - checkedAt < CHECK_MS) return;
      checkedAt = Date.now();
      // Without a connection it is looked for the next time.
      registered.current?.update().catch(() => undefined);
    };
    const start = async () => {
      const registration: ServiceWorkerRegistration | undefined = await serviceWorker.register(ADDRESS, {
        updateViaCache: 'none',
      });
      // A browser that is told to block workers gives none.
      if (!registration) return;
      registered.current = registration;
      if (registration.waiting) greet(registration.waiting);
      registration.addEventListener('updatefound', () => {
        const found = registration.installing;
        found?.addEventListener('statechange', () => {
          if (found.state === 'installed' && serviceWorker.controller) greet(found);
        });
      });
    };

    serviceWorker.addEventListener('message', onMessage);
    serviceWorker.addEventListener('controllerchange', onNewWorker);
    document.addEventListener('visibilitychange', onVisibility);
    // Where storage is forbidden, or the server is away: the page works without.
    start().catch(() => undefined);
    return () => {
      serviceWorker.removeEventListener('message', onMessage);
      serviceWorker.removeEventListener('controllerchange', onNewWorker);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [build, router]);

  const reload = useCallback(() => {
    drafts.flush({ isLeaving: true });
    const waiting = registered.current?.waiting;
    if (!waiting) return window.location.reload();
    navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true });
    waiting.postMessage({ kind: 'activate' });
  }, [drafts]);

  return { isOutdated, reload };
}

/** Asks the worker to keep this page, and the files that were loaded before there was a worker. */
function keep(worker: ServiceWorker | null): void {
  const files = performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.startsWith(`${window.location.origin}/_next/static/`));
  worker?.postMessage({ kind: 'keep', url: window.location.href, files });
}

/** At once where the inbox of that workspace is shown, else by the router. */
function open(path: string, push: (path: string) => void): void {
  const route = parseRoute(path, '');
  if (route && readRoute()?.slug === route.slug) navigate(route);
  else push(path);
}
