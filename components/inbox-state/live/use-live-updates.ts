'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { LiveEvent } from '#lib/items/types.ts';
import { useInbox } from '../inbox-provider.tsx';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import { openEventStream } from './event-stream.ts';
import { LiveUpdates } from './live-updates.ts';

/** A lost stream is reported as offline only after this long, in milliseconds. */
const OFFLINE_AFTER_MS = 4_000;
const PRESENCE_SWEEP_MS = 5_000;

/** Keeps this tab up to date with the workspace over one event stream. Only what changed is read again. Mounted once. */
export function useLiveUpdates(): void {
  const workspace = useWorkspace();
  const inbox = useInbox();
  const cache = useQueryClient();
  useEffect(() => {
    const updates = new LiveUpdates({ workspace, inbox, cache });
    const setOnline = (isOnline: boolean) => inbox.screen.set({ isOnline });
    let offlineTimer: ReturnType<typeof setTimeout> | undefined;

    const stream = openEventStream(workspace.api.eventsUrl, {
      onEvent: ({ kind, data }) => {
        if (kind === 'ready') updates.ready();
        // The event route writes only LiveEvents, as JSON.
        else updates.receive(JSON.parse(data) as LiveEvent);
      },
      onConnected: (isConnected) => {
        clearTimeout(offlineTimer);
        // A response that was under way when the network went down does not prove that the network is back.
        if (isConnected) setOnline(navigator.onLine);
        // Most lost connections are back within seconds.
        else offlineTimer = setTimeout(setOnline, OFFLINE_AFTER_MS, false);
      },
    });
    const wake = () => {
      if (document.visibilityState === 'visible') stream.wake();
    };
    const onOffline = () => setOnline(false);
    if (!navigator.onLine) onOffline();
    const sweep = setInterval(() => inbox.presence.sweep(), PRESENCE_SWEEP_MS);
    document.addEventListener('visibilitychange', wake);
    window.addEventListener('online', stream.reconnect);
    window.addEventListener('pageshow', wake);
    window.addEventListener('offline', onOffline);
    return () => {
      updates.stop();
      stream.stop();
      clearTimeout(offlineTimer);
      clearInterval(sweep);
      document.removeEventListener('visibilitychange', wake);
      window.removeEventListener('online', stream.reconnect);
      window.removeEventListener('pageshow', wake);
      window.removeEventListener('offline', onOffline);
    };
  }, [workspace, inbox, cache]);
}
