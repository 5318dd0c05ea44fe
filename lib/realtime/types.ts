export type MemberRef = { id: string; name: string };

/** Who looks at an item or writes in it. */
export type PresenceView = { member: MemberRef; itemId: string; isWriting: boolean };

/** What a browser is told: which items changed, never what was said. */
export type LiveEvent =
  | { kind: 'item'; ids: string[] }
  | { kind: 'channel'; ids: string[] }
  | { kind: 'workspace'; ids: string[] }
  | { kind: 'presence'; itemId: string; member: MemberRef; state: 'looking' | 'writing' | 'gone' }
  /** The place it left off at is too old: read everything again. */
  | { kind: 'reset' };

/** How long somebody counts as looking or writing after the last sign, in milliseconds. */
export const PRESENCE_MS = 30_000;

export const presenceStates = ['looking', 'writing', 'gone'] as const;
export type PresenceState = (typeof presenceStates)[number];

/** An event on its way to one listener. Without an id it moves no place: it is not told again after a reconnect. */
export type LiveMessage = { id: string | null; event: LiveEvent | { kind: 'ready' } };

export type LiveListener = (message: LiveMessage) => void;

export type PresenceEvent = Extract<LiveEvent, { kind: 'presence' }>;

/** Whose rights changed: a person's sessions, or one member's place and keys. Written by the database's triggers. */
export type RightsChanged = { userId: string } | { workspaceId: string; memberId: string };

/** What travels between processes: "there is news in this workspace", with the news itself where no row holds it. */
export type News = { workspaceId: string; presence?: PresenceEvent };

export type Signal = News | { rightsChanged: RightsChanged };

/** Carries signals between processes. A lost signal costs a few seconds, never an event. */
export type Bus = {
  publish: (signals: News[]) => Promise<void>;
  close: () => Promise<void>;
};

export type BusEars = {
  onSignal: (signal: Signal) => void;
  /** Heard again after a silence in which signals may have been lost. */
  onReconnected: () => void;
};
