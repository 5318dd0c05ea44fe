import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { allowedActs } from '#app/actions/screen-acts.ts';
import { readCaller } from '#app/session.ts';
import { MergedShell } from '#components/merged/merged-shell.tsx';
import { NetworksProvider } from '#components/networks/networks-context.tsx';
import { listNetworks } from '#lib/channels/apps/list-networks.ts';
import { countMergedUnread } from '#lib/notifications/merged/count-merged-unread.ts';
import type { Role } from '#lib/workspaces/types.ts';
import { readPlaces, requirePerson } from './person.ts';

export async function generateMetadata(): Promise<Metadata> {
  const name = (await getTranslations('merged'))('title');
  return { title: { default: name, template: `%s · ${name}` } };
}

/** The inbox over all workspaces of a person. */
export default async function AllLayout({ children }: { children: ReactNode }) {
  const { sessionId, name, email } = await requirePerson('/all/open');
  const [places, unread] = await Promise.all([readPlaces(sessionId), countMergedUnread({ sessionId })]);
  // Which networks there are is the same in all workspaces.
  const [open] = places.filter(({ counts }) => counts !== null);
  const caller = open ? await readCaller(open.workspaceId) : null;
  const networks = caller ? await listNetworks(caller) : [];
  const actsOf = {
    admin: allowedActs('admin'),
    lead: allowedActs('lead'),
    manager: allowedActs('manager'),
    client: allowedActs('client'),
  } satisfies Record<Role, unknown>;
  return (
    <NetworksProvider
      networks={networks.map(({ network, name: title, mark, pushes }) => ({ network, name: title, mark, pushes }))}
    >
      <MergedShell facts={{ places, me: { name, email }, unread, actsOf }}>{children}</MergedShell>
    </NetworksProvider>
  );
}
