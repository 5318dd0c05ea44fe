import { redirect } from 'next/navigation';
import { isFirstRun } from '#lib/users/is-first-run.ts';
import { listWorkspaces } from '#lib/workspaces/list-workspaces.ts';
import { readSession } from './session.ts';

/** Redirects to the first run, the sign-in, the only workspace, or the choice of several. */
export default async function RootPage() {
  const signedIn = await readSession();
  if (!signedIn) redirect((await isFirstRun()) ? '/setup' : '/sign-in');
  const [first, ...others] = await listWorkspaces(signedIn.userId);
  redirect(first && others.length === 0 ? `/w/${first.slug}` : '/workspaces');
}
