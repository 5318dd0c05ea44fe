'use client';
import { useQuery } from '@tanstack/react-query';
import { listPlaces } from '#components/api/merged.ts';
import type { PlaceView } from '#lib/items/merged/types.ts';

export const placesKey = ['places'];

/** Old numbers are shown until newer ones have come, and those are asked for whenever somebody looks, in milliseconds. */
const STALE_MS = 2_000;

/** The person's workspaces, with what waits in each; undefined until they are loaded. */
export function usePlaces({ isEnabled = true } = {}): PlaceView[] | undefined {
  return useQuery({ queryKey: placesKey, queryFn: listPlaces, staleTime: STALE_MS, enabled: isEnabled }).data;
}

/** The most urgent first: what is late, what will be soon, what nobody has read, what is open. */
export function worstFirst(a: PlaceView, b: PlaceView): number {
  const [x, y] = [a.counts, b.counts];
  if (!x || !y) return Number(x === null) - Number(y === null);
  return y.late - x.late || y.expiring - x.expiring || y.unread - x.unread || y.open - x.open;
}
