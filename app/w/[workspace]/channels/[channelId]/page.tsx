import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireCaller } from '#app/session.ts';
import { ChannelPage } from '#components/channels/detail/channel-page.tsx';
import { findChannel } from '../find-channel.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('channels'))('title') };
}

export default async function Channel({ params }: { params: Promise<{ workspace: string; channelId: string }> }) {
  const { workspace, channelId } = await params;
  const caller = await requireCaller(workspace, `/w/${workspace}/channels/${channelId}`);
  return <ChannelPage first={await findChannel(caller, channelId)} />;
}
