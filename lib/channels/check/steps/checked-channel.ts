import type { OpenChannel } from '../../open-channel.ts';

/** A channel during its check. */
export type CheckedChannel = OpenChannel & {
  workspaceId: string;
  channelId: string;
  networkAppId: string | null;
  isAutomatic: boolean;
  /** Stores a fact that was found out. */
  noteFinding: (name: string, value: string) => Promise<void>;
};
