import { redirect } from 'next/navigation';
import { requireCaller } from '#app/session.ts';
import { listChannels } from '#lib/channels/detail/list-channels.ts';
import { may } from '#lib/act.ts';
import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { queryOf } from '#components/route/filter.ts';
import { listViews } from '#lib/items/views/list-views.ts';
import { isDemoWorkspace } from '#lib/workspaces/explore-demo.ts';

/** A workspace opens its inbox, with the view that is first for the member's role. A new one opens the page to connect the first account; a demo connects itself. */
export default async function WorkspacePage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const caller = await requireCaller(workspace);
  const mayConnect = may(caller, connectChannel) && !(await isDemoWorkspace(caller));
  const isNew = mayConnect && (await listChannels(caller)).length === 0;
  if (isNew) redirect(`/w/${workspace}/channels/connect`);
  const first = (await listViews(caller)).find(({ firstFor }) => firstFor.includes(caller.role));
  redirect(`/w/${workspace}/${first ? `all?${queryOf(first.filter)}` : 'open'}`);
}
