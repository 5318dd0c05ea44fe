import type { MergedPage, PlaceView } from '#lib/items/merged/types.ts';
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

export const mergedEventsUrl = '/api/v1/events';
