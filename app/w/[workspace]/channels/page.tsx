import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireCaller } from '#app/session.ts';
import { ChannelsPage } from '#components/channels/channels-page.tsx';
import { listChannels } from '#lib/channels/detail/list-channels.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('channels'))('title') };
}

export default async function Channels({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const caller = await requireCaller(workspace, `/w/${workspace}/channels`);
  return <ChannelsPage first={await listChannels(caller)} />;
}
