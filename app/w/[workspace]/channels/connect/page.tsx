import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { requireCaller } from '#app/session.ts';
import { NetworkChoice } from '#components/channels/connecting/network-choice.tsx';
import { may } from '#lib/act.ts';
import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { listNetworks } from '#lib/channels/apps/list-networks.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('connect'))('title') };
}

export default async function Connect({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const caller = await requireCaller(workspace, `/w/${workspace}/channels/connect`);
  if (!may(caller, connectChannel)) notFound();
  return <NetworkChoice networks={await listNetworks(caller)} />;
}
