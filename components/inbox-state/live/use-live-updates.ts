'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Problem } from '#components/api/problem.ts';
import { type Inbox, useInbox } from '../inbox-provider.tsx';
import { matches } from '../items/matches-filter.ts';
import { useWorkspace, type Workspace } from '../workspace-context.tsx';
import { readRoute } from '#components/route/route-store.ts';
import type { LiveEvent } from '#lib/items/types.ts';
import { openEventStream } from './event-stream.ts';

/** Changes are gathered for this long, then read in one call, in milliseconds. */
const GATHER_MS = 200;
/** What could not be read is tried again after this long, in milliseconds. */
const RETRY_MS = 3_000;
/** Counts are read again at most this often, in milliseconds. */
const COUNTS_EVERY_MS = 1_000;
/** Beyond this many changed items at once, reading everything again is cheaper. */
const MOST_AT_ONCE = 400;
/** A lost stream is not called offline before this long, in milliseconds. */
const DOUBT_MS = 4_000;
const PER_CALL = 100;

/** Keeps what this tab shows in step with the workspace: one stream, and only what changed is read again. */
export function useLive(): void {
  const workspace = useWorkspace();
  const inbox = useInbox();
  const cache = useQueryClient();
  useEffect(() => {
    const changed = new Set<string>();
    let gathering: ReturnType<typeof setTimeout> | undefined;
    let counting: ReturnType<typeof setTimeout> | undefined;
    let doubting: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    let isListening = false;

    const recount = () => {
      counting ??= setTimeout(() => {
        counting = undefined;
        void cache.invalidateQueries({ queryKey: ['counts'] });
      }, COUNTS_EVERY_MS);
    };
    const reset = () => {
      changed.clear();
      void cache.invalidateQueries();
      for (const list of inbox.lists()) void list.refresh();
    };
    const gather = async () => {
      gathering = undefined;
      if (changed.size > MOST_AT_ONCE) return reset();
      const ids = [...changed];
      changed.clear();
      for (let start = 0; start < ids.length; start += PER_CALL) {
        const part = ids.slice(start, start + PER_CALL);
        if (await readAgain(workspace, inbox, part)) continue;
        // The stream has told of these and will not tell again.
        for (const id of part) changed.add(id);
        if (!isOver) gathering ??= setTimeout(() => void gather(), RETRY_MS);
      }
      for (const id of ids) {
        const isOpen = readRoute()?.itemId === id;
        void cache.invalidateQueries({ queryKey: ['item', id], refetchType: isOpen ? 'active' : 'none' });
      }
    };
    const onEvent = (event: LiveEvent) => {
      switch (event.kind) {
        case 'item':
          for (const id of event.ids) changed.add(id);
          gathering ??= setTimeout(() => void gather(), GATHER_MS);
          recount();
          break;
        case 'channel':
          void cache.invalidateQueries({ queryKey: ['channels'] });
          break;
        case 'workspace':
          void cache.invalidateQueries({ queryKey: ['members'] });
          void cache.invalidateQueries({ queryKey: ['tags'] });
          void cache.invalidateQueries({ queryKey: ['views'] });
          break;
        case 'presence':
          if (event.member.id !== workspace.me.memberId) inbox.presence.tell(event.itemId, event.member, event.state);
          break;
        case 'reset':
          reset();
          break;
        default:
          event satisfies never;
      }
    };

    const stream = openEventStream(workspace.api.eventsUrl, {
      onEvent: ({ kind, data }) => {
        if (kind === 'ready') {
          // The page was drawn before the stream began: what changed in between no event will tell.
          if (!isListening) reset();
          isListening = true;
          return;
        }
        // The stream's door writes nothing but LiveEvents, as JSON.
        onEvent(JSON.parse(data) as LiveEvent);
      },
      onConnected: (isConnected) => {
        clearTimeout(doubting);
        // An answer that was on its way when the network went is no sign that it is back.
        if (isConnected) inbox.desk.set({ isOnline: navigator.onLine });
        // A line that is back within seconds was never worth a word.
        else doubting = setTimeout(() => inbox.desk.set({ isOnline: false }), DOUBT_MS);
      },
    });
    const wake = () => {
      if (document.visibilityState === 'visible') stream.wake();
    };
    const onOffline = () => inbox.desk.set({ isOnline: false });
    if (!navigator.onLine) onOffline();
    const sweep = setInterval(() => inbox.presence.sweep(), 5_000);
    document.addEventListener('visibilitychange', wake);
    window.addEventListener('online', stream.renew);
    window.addEventListener('pageshow', wake);
    window.addEventListener('offline', onOffline);
    return () => {
      isOver = true;
      stream.stop();
      clearTimeout(gathering);
      clearTimeout(counting);
      clearTimeout(doubting);
      clearInterval(sweep);
      document.removeEventListener('visibilitychange', wake);
      window.removeEventListener('online', stream.renew);
      window.removeEventListener('pageshow', wake);
      window.removeEventListener('offline', onOffline);
    };
  }, [workspace, inbox, cache]);
}

/** @returns false when it is worth to try again: the connection or the server failed */
async function readAgain({ api, me }: Workspace, inbox: Inbox, ids: string[]): Promise<boolean> {
  try {
    const { items } = await api.readRows(ids);
    inbox.rows.put(items);
    for (const list of inbox.lists()) {
      const fitting = items.filter((row) => !list.listing.filter.q && matches(row, list.listing.filter, me.memberId));
      list.wait(fitting.map(({ id }) => id));
    }
    return true;
  } catch (error) {
    return error instanceof Problem && error.status >= 400 && error.status < 500;
  }
}
