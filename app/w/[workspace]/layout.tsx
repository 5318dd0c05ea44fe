import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { allowedActs } from '#app/actions/screen-acts.ts';
import { readBuild } from '#app/read-build.ts';
import { readIfQuick } from '#app/read-if-quick.ts';
import { requireCaller, requireSession } from '#app/session.ts';
import { NetworksProvider } from '#components/networks/networks-context.tsx';
import { Shell } from '#components/shell/shell.tsx';
import { listChannels } from '#lib/channels/detail/list-channels.ts';
import { listNetworks } from '#lib/channels/apps/list-networks.ts';
import { getArchive } from '#lib/clients/archive/get-archive.ts';
import { getCounts } from '#lib/items/counters/get-counts.ts';
import { getSinceLeft } from '#lib/items/departures/get-since-left.ts';
import { plainLine } from '#lib/plain-text.ts';
import { listWorkspaces } from '#lib/workspaces/list-workspaces.ts';

type Props = { children: ReactNode; params: Promise<{ workspace: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace: ref } = await params;
  const caller = await requireCaller(ref);
  const { userId } = await requireSession(`/w/${ref}`);
  const full = (await listWorkspaces(userId)).find(({ id }) => id === caller.workspaceId)?.name ?? 'Parvis';
  const name = plainLine(full, 60);
  return { title: { default: name, template: `%s · ${name}` } };
}

export default async function WorkspaceLayout({ children, params }: Props) {
  const { workspace: ref } = await params;
  const caller = await requireCaller(ref);
  const session = await requireSession(`/w/${ref}`);
  const [workspaces, archive, counts, channels, networks, sinceLeft] = await Promise.all([
    listWorkspaces(session.userId),
    getArchive(caller),
    getCounts(caller),
    listChannels(caller),
    listNetworks(caller),
    readIfQuick('since-left', getSinceLeft(caller, { limit: 0 })),
  ]);
  const here = workspaces.find(({ id }) => id === caller.workspaceId);
  const facts = {
    slug: here?.slug ?? ref,
    name: here?.name ?? '',
    hue: here?.hue ?? 262,
    workspaces: workspaces.map(({ slug, name, organization, openItems, isArchived }) => ({
      slug,
      name,
      organization: organization.name,
      openItems,
      isArchived,
    })),
    archive: archive && { eraseAt: archive.eraseAt },
    me: {
      memberId: caller.memberId,
      name: session.name,
      email: session.email,
      role: caller.role,
      seesAllChannels: here?.seesAllChannels ?? true,
    },
    allowedActs: allowedActs(caller.role, { isArchived: archive !== null }),
  };
  return (
    <NetworksProvider networks={networks.map(({ network, name, mark, pushes }) => ({ network, name, mark, pushes }))}>
      <Shell facts={facts} first={{ counts, channels, sinceLeft }} build={readBuild()}>
        {children}
      </Shell>
    </NetworksProvider>
  );
}
