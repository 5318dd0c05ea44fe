import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireCaller } from '#app/session.ts';
import { MatrixPage } from '#components/networks/matrix-page.tsx';
import { listNetworks } from '#lib/channels/apps/list-networks.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('networks'))('title') };
}

export default async function Networks({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const caller = await requireCaller(workspace, `/w/${workspace}/networks`);
  return <MatrixPage networks={await listNetworks(caller)} />;
}
