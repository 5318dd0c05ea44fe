export const actionStates = [
  'queued',
  'sending',
  'done',
  'failed',
  'unconfirmed',
  'cancelled',
  'awaiting_approval',
  'sent_back',
  'scheduled',
  'held',
] as const;
export type ActionState = (typeof actionStates)[number];

export type ActionView = {
  id: string;
  itemId: string;
  messageId: string | null;
  targetId: string;
  kind: string;
  state: ActionState;
  externalId: string | null;
  url: string | null;
  error: { kind: string; reason: string; detail: string | null } | null;
  /** When it goes out: until then it can be taken back. */
  dueAt: string;
  /** Of a reply to which a member gave a time. */
  schedule: ScheduleView | null;
  /** The name of the template that a reply is; null for one in its own words. */
  template: string | null;
  createdAt: string;
  finishedAt: string | null;
};

/** The time of a reply. */
export type ScheduleView = {
  /** ISO 8601. */
  at: string;
  /** Why it was not sent then, with a sentence under `scheduled.held`; null for any other. */
  heldReason: string | null;
  /** Whoever changes it names the version that they have read. */
  version: number;
};

/** A file or a link of a message. */
export type AttachmentView = {
  id: string;
  kind: 'image' | 'video' | 'audio' | 'file' | 'link';
  url: string | null;
  previewUrl: string | null;
  altText: string;
  mimeType: string | null;
  title: string | null;
  width: number | null;
  height: number | null;
  /** Of a file that its network serves only to the account, for a short time: whether it is kept here. */
  file: 'awaited' | 'kept' | 'lost' | null;
};
