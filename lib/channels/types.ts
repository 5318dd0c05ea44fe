import type { Capabilities, ConnectField, ItemKind } from '#lib/networks/contract.ts';

/** A post whose replies were counted at the network and here. */
export type ComparedPost = {
  postId: string;
  preview: string;
  url: string | null;
  reported: number;
  held: number;
  comparedAt: string;
};

/** A connected account and the proof of what was read from it. Dates are ISO 8601. */
export type ChannelView = {
  id: string;
  network: string;
  networkName: string;
  externalId: string;
  handle: string;
  name: string;
  avatarUrl: string | null;
  profileUrl: string | null;
  status: 'connected' | 'reconnect' | 'paused' | 'disconnected';
  /** A reason of the connector contract; its sentence is under `errors.network`. */
  statusReason: string | null;
  capabilities: Partial<Record<ItemKind, Capabilities>>;
  createdAt: string;
  health: {
    lastPollAt: string | null;
    nextPollAt: string | null;
    pollEveryMs: number;
    lastWebhookAt: string | null;
    lastMessageAt: string | null;
    /** Milliseconds from written to received; null before the first message. */
    lagP50Ms: number | null;
    lagP95Ms: number | null;
    limitedUntil: string | null;
    isBackfilling: boolean;
    failedPolls: number;
    lastError: { at: string; reason: string; detail: string | null } | null;
    openItems: number;
    /** Kinds of item that this account does not let us read, with a reason of the connector contract. */
    unreadableKinds: Partial<Record<ItemKind, string>>;
  };
  proof: {
    /** Sums over the posts compared. */
    reported: number;
    held: number;
    posts: ComparedPost[];
  };
};

/** A network that can be connected. */
export type NetworkView = {
  network: string;
  name: string;
  connectFields: readonly ConnectField[];
  capabilities: Partial<Record<ItemKind, Capabilities>>;
};
