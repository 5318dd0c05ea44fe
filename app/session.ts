import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { checkSession } from '#lib/users/sessions/check-session.ts';
import { lacksSecondFactor } from '#lib/users/second-factor/lacks-second-factor.ts';
import type { SignedIn } from '#lib/users/types.ts';
import type { Caller } from '#lib/caller.ts';
import { callerForSession } from '#lib/workspaces/members/caller-for-session.ts';
import { readSessionId } from './auth/session-cookie.ts';

/** The signed-in user; null for a visitor. Read once per request. */
export const readSession = cache(async (): Promise<SignedIn | null> => {
  const sessionId = await readSessionId();
  return sessionId === null ? null : await checkSession(sessionId);
});

/** The user's membership of a workspace, by the cookie and one statement. Null for a stranger. */
export const readCaller = cache(async (workspaceIdOrSlug: string): Promise<Caller | null> => {
  const sessionId = await readSessionId();
  return sessionId === null ? null : await callerForSession(sessionId, workspaceIdOrSlug);
});

/**
 * For pages: sends a visitor to the sign-in page and back afterwards, and whoever lacks a second factor that her
 * organization requires to where she sets one up.
 */
export async function requireSession(here: string): Promise<SignedIn> {
  const signedIn = (await readSession()) ?? redirect(`/sign-in?next=${encodeURIComponent(here)}`);
  if (await lacks(signedIn.sessionId)) redirect(`/second-factor?next=${encodeURIComponent(here)}`);
  return signedIn;
}

const lacks = cache(lacksSecondFactor);

/** For pages of a workspace: a visitor signs in first, and for a stranger the page is not found. */
export async function requireCaller(workspaceIdOrSlug: string, here = `/w/${workspaceIdOrSlug}`): Promise<Caller> {
  const caller = await readCaller(workspaceIdOrSlug);
  if (caller) return caller;
  await requireSession(here);
  notFound();
}
