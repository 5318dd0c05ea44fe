import type { MemberView } from '#components/api/client.ts';

/** Whether a member sees a channel: by their own choice of channels, or through a team. */
export function seesChannel(
  { channelIds, teamChannelIds }: Pick<MemberView, 'channelIds' | 'teamChannelIds'>,
  channelId: string,
): boolean {
  return channelIds === null || channelIds.includes(channelId) || teamChannelIds.includes(channelId);
}
