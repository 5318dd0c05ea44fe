'use client';
import { useQuery } from '@tanstack/react-query';
import { listPlaces } from '#components/api/merged.ts';
import type { PlaceView } from '#lib/items/merged/types.ts';

export const placesKey = ['places'];

/** Old numbers are shown until newer ones have come, and those are asked for whenever somebody looks, in milliseconds. */
const STALE_MS = 2_000;

/** The person's workspaces, with what waits in each; undefined until they are loaded. */
export function usePlaces(): PlaceView[] | undefined {
  return useQuery({ queryKey: placesKey, queryFn: () => listPlaces({ whole: false }), staleTime: STALE_MS }).data;
}

/** The same, with what is late and unread in each. Read when somebody looks. */
export function useWholePlaces({ isEnabled }: { isEnabled: boolean }): PlaceView[] | undefined {
  const queryFn = () => listPlaces({ whole: true });
  return useQuery({ queryKey: ['places of the switcher'], queryFn, staleTime: STALE_MS, enabled: isEnabled }).data;
}

/** The most urgent first: what is late, what will be soon, what nobody has read, what is open. */
export function worstFirst(a: PlaceView, b: PlaceView): number {
  const [x, y] = [a.counts, b.counts];
  if (!x || !y) return Number(x === null) - Number(y === null);
  const more = (name: 'late' | 'expiring' | 'unread' | 'open') => (y[name] ?? 0) - (x[name] ?? 0);
  return more('late') || more('expiring') || more('unread') || more('open');
}
