/** Names a channel: every query needs its workspace too. */
export type ChannelRef = { workspaceId: string; channelId: string };
