export type MemberRef = { id: string; name: string };

/** Who is viewing an item or writing in it; idle: has it open without touching it. */
export type PresenceView = { member: MemberRef; itemId: string; isWriting: boolean; isIdle: boolean };

/** What a browser receives: which items changed, never their content. */
export type LiveEvent =
  | { kind: 'item'; ids: string[] }
  | { kind: 'channel'; ids: string[] }
  | { kind: 'workspace'; ids: string[] }
  /** The listener's own notifications changed, or what they are told of their absence. */
  | { kind: 'notification'; ids: string[] }
  | { kind: 'presence'; itemId: string; member: MemberRef; state: PresenceState }
  /** What a member is writing in an item was saved, or is gone (`version` null). Its text is read with the right to the item. */
  | {
      kind: 'draft';
      itemId: string;
      memberId: string;
      mode: 'reply' | 'private' | 'note';
      version: string | null;
    }
  /** The browser's position is too old: it reloads everything. */
  | { kind: 'reset' };

/** What a browser receives of all its workspaces: each event with its workspace's slug. */
export type PersonEvent =
  | (LiveEvent & { workspace: string })
  /** The person's place in this workspace has ended, or its organization asks for a second factor now. */
  | { kind: 'left'; workspace: string }
  | { kind: 'ready' };

/** How long a member counts as viewing or writing after the last report, in milliseconds. */
export const PRESENCE_MS = 30_000;
/** The same for who is idle: a browser lets a hidden tab report once a minute. */
export const IDLE_PRESENCE_MS = 150_000;

export const presenceStates = ['looking', 'writing', 'idle', 'gone'] as const;
export type PresenceState = (typeof presenceStates)[number];

/** An event for one listener. Without an id it is not repeated after a reconnect. */
export type LiveMessage = { id: string | null; event: LiveEvent | { kind: 'ready' } };

export type LiveListener = (message: LiveMessage) => void;

export type PresenceEvent = Extract<LiveEvent, { kind: 'presence' }>;
export type DraftEvent = Extract<LiveEvent, { kind: 'draft' }>;

/** Whose rights changed: a user's sessions, or a member's role and keys. Written by the database's triggers. */
export type RightsChanged = { userId: string } | { workspaceId: string; memberId: string };

/** What decides who sees an item: its channel, and the members named in a confidential one. */
export type ItemAccess = { channelId: string; confidentialTo: string[] | null };

/**
 * Sent between processes: this workspace has new events. Presence and drafts have no rows among them, so the signal carries
 * them, and what decides who is told.
 */
export type WorkspaceSignal = {
  workspaceId: string;
  presence?: PresenceEvent;
  draft?: DraftEvent;
  item?: ItemAccess;
};

export type Signal = WorkspaceSignal | { rightsChanged: RightsChanged };

/** Carries signals between processes. A lost signal delays events by a few seconds and loses none. */
export type Bus = {
  publish: (signals: WorkspaceSignal[]) => Promise<void>;
  close: () => Promise<void>;
};

export type BusListeners = {
  onSignal: (signal: Signal) => void;
  /** Called after a lost connection is back: signals may have been lost meanwhile. */
  onReconnected: () => void;
};
