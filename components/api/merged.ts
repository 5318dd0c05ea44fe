import type { MergedPage, PlaceView } from '#lib/items/merged/types.ts';
import type { MergedNotificationPage } from '#lib/notifications/types.ts';
import { call } from './call.ts';
import type { Listing } from './client.ts';

/** A page of the queue over all workspaces. */
export async function listMerged(
  { filter, sort, workspaces }: Listing,
  cursor: string | null,
  limit: number,
  signal?: AbortSignal,
): Promise<MergedPage> {
  return await call<MergedPage>('items', {
    query: { ...filter, sort, cursor, limit, workspace: workspaces },
    ...(signal ? { signal } : {}),
  });
}

/** The person's workspaces, each with what waits there; with `whole` also what is late and unread. */
export async function listPlaces({ whole }: { whole: boolean }): Promise<PlaceView[]> {
  const { workspaces } = await call<{ workspaces: PlaceView[] }>('waiting', {
    query: { whole },
  });
  return workspaces;
}

/** The person's notifications in all her workspaces, latest first. */
export async function listMergedNotifications(cursor: string | null): Promise<MergedNotificationPage> {
  return await call<MergedNotificationPage>('notifications', { query: { cursor } });
}

export async function countMergedUnread(): Promise<number> {
  return (await call<{ unread: number }>('notifications/unread')).unread;
}

/** Marks the notifications of all workspaces as read. */
export async function readMergedNotifications(): Promise<void> {
  await call<undefined>('notifications/read', { method: 'POST', key: null, outlivesPage: true });
}

export const mergedEventsUrl = '/api/v1/events';
