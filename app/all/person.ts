import { redirect } from 'next/navigation';
import { cache } from 'react';
import { readSession } from '#app/session.ts';
import { listPlaces } from '#lib/items/merged/list-places.ts';
import type { SignedIn } from '#lib/users/types.ts';

/**
 * For pages over all workspaces: sends a visitor to the sign-in page. Whoever lacks a second factor sees the workspaces that ask
 * for none; which ones is decided with each read.
 */
export async function requirePerson(here: string): Promise<SignedIn> {
  return (await readSession()) ?? redirect(`/sign-in?next=${encodeURIComponent(here)}`);
}

/** The person's workspaces, read once a request. */
export const readPlaces = cache(async (sessionId: string) => await listPlaces({ sessionId }));
