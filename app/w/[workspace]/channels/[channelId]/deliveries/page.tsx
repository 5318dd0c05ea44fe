import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { requireCaller } from '#app/session.ts';
import { DeliveriesPage } from '#components/channels/deliveries/deliveries-page.tsx';
import { may } from '#lib/act.ts';
import { listDeliveries } from '#lib/sync/deliveries/list-deliveries.ts';
import { findChannel } from '../../find-channel.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('channels'))('deliveries') };
}

export default async function Deliveries({ params }: { params: Promise<{ workspace: string; channelId: string }> }) {
  const { workspace, channelId } = await params;
  const caller = await requireCaller(workspace, `/w/${workspace}/channels/${channelId}/deliveries`);
  if (!may(caller, listDeliveries)) notFound();
  return <DeliveriesPage channel={await findChannel(caller, channelId)} />;
}
