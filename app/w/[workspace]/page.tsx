import { redirect } from 'next/navigation';
import { requireCaller } from '#app/session.ts';
import { listChannels } from '#lib/channels/list-channels.ts';
import { isAllowed } from '#lib/caller.ts';

/** A workspace opens on its inbox; a new one on connecting its first account. */
export default async function WorkspacePage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const caller = await requireCaller(workspace);
  const isNew = isAllowed(caller.role, 'channels.manage') && (await listChannels(caller)).length === 0;
  redirect(`/w/${workspace}/${isNew ? 'channels/connect' : 'open'}`);
}
