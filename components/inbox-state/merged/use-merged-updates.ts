'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { mergedEventsUrl } from '#components/api/merged.ts';
import { navigate, readRoute } from '#components/route/route-store.ts';
import { isolated } from '#lib/plain-text.ts';
import type { PersonEvent } from '#lib/realtime/types.ts';
import { followStream } from '../live/follow-stream.ts';
import { LiveUpdates } from '../live/live-updates.ts';
import type { MergedInbox } from './merged-inbox.ts';
import { mergedNotificationsKey } from './use-merged-notifications.ts';
import { placesKey } from './use-places.ts';

/** What waits in each workspace is read again at most this often, in milliseconds. */
const PLACES_EVERY_MS = 1_000;
/** The same for notifications: all of them are marked as read with an event for each workspace. */
const NOTIFICATIONS_EVERY_MS = 300;

/**
 * Keeps the inbox over all workspaces up to date over one event stream. What changed is read again in its own workspace.
 * Mounted once.
 */
export function useMergedUpdates(merged: MergedInbox): void {
  const cache = useQueryClient();
  const t = useTranslations('merged');
  useEffect(() => {
    const updates = new Map<string, LiveUpdates>();
    let placesTimer: ReturnType<typeof setTimeout> | undefined;
    let notificationsTimer: ReturnType<typeof setTimeout> | undefined;
    const { items, screen } = merged.whole;
    const updatesOf = (slug: string): LiveUpdates | undefined => {
      const part = merged.part(slug);
      const known = updates.get(slug);
      if (known || !part) return known;
      const { workspace, inbox, cache: own } = part;
      const created = new LiveUpdates({ workspace, inbox, cache: own });
      updates.set(slug, created);
      return created;
    };
    const readPlaces = () => {
      placesTimer ??= setTimeout(() => {
        placesTimer = undefined;
        void cache.invalidateQueries({ queryKey: placesKey });
      }, PLACES_EVERY_MS);
    };
    const readNotifications = () => {
      notificationsTimer ??= setTimeout(() => {
        notificationsTimer = undefined;
        void cache.invalidateQueries({ queryKey: mergedNotificationsKey });
      }, NOTIFICATIONS_EVERY_MS);
    };
    const readEverything = () => {
      items.refreshLists();
      for (const { cache: own } of merged.opened) void own.invalidateQueries();
      readPlaces();
      readNotifications();
    };
    const leave = (slug: string) => {
      const name = merged.part(slug)?.workspace.name ?? slug;
      updates.get(slug)?.stop();
      updates.delete(slug);
      const gone = merged.leave(slug);
      const openId = readRoute()?.itemId;
      if (openId && gone.includes(openId)) navigate({ itemId: null }, { replace: true });
      screen.set({ selected: new Set(), isAllSelected: false, notice: t('left', { name: isolated(name) }) });
      readPlaces();
      readNotifications();
    };
    const receive = (event: PersonEvent) => {
      if (event.kind === 'left') return leave(event.workspace);
      if (event.kind === 'ready' || (event.kind === 'reset' && !('workspace' in event))) return readEverything();
      if (event.kind === 'item') merged.noteItems(event.ids, event.workspace);
      if (event.kind === 'item' || event.kind === 'reset' || event.kind === 'workspace') readPlaces();
      if (event.kind === 'notification' || event.kind === 'reset') readNotifications();
      updatesOf(event.workspace)?.receive(event);
    };
    const stop = followStream(mergedEventsUrl, merged.whole, ({ data }) => {
      // The event route writes only PersonEvents, as JSON.
      receive(JSON.parse(data) as PersonEvent);
    });
    return () => {
      stop();
      clearTimeout(placesTimer);
      clearTimeout(notificationsTimer);
      for (const one of updates.values()) one.stop();
    };
  }, [merged, cache, t]);
}
