import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { checkSession } from '#lib/users/sessions/check-session.ts';
import type { SignedIn } from '#lib/users/types.ts';
import type { Caller } from '#lib/caller.ts';
import { callerForSession } from '#lib/workspaces/members/caller-for-session.ts';
import { readSessionId } from './auth/session-cookie.ts';

/** Who asks; null for a visitor. Once a request. */
export const readSession = cache(async (): Promise<SignedIn | null> => {
  const sessionId = await readSessionId();
  return sessionId === null ? null : await checkSession(sessionId);
});

/** The member who asks, in the workspace of that id or slug: the cookie and one statement. Null for a stranger. */
export const readCaller = cache(async (workspaceIdOrSlug: string): Promise<Caller | null> => {
  const sessionId = await readSessionId();
  return sessionId === null ? null : await callerForSession(sessionId, workspaceIdOrSlug);
});

/** For pages: a visitor is sent to the sign-in and comes back to where she was. */
export async function requireSession(here: string): Promise<SignedIn> {
  return (await readSession()) ?? redirect(`/sign-in?next=${encodeURIComponent(here)}`);
}

/** For pages of a workspace: a visitor signs in first, a stranger finds nothing. */
export async function requireCaller(workspaceIdOrSlug: string, here = `/w/${workspaceIdOrSlug}`): Promise<Caller> {
  const caller = await readCaller(workspaceIdOrSlug);
  if (caller) return caller;
  await requireSession(here);
  notFound();
}
