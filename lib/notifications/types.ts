/**
 * What members are notified of. To add a kind: its name here, its sentences under `notifications.kind` in the catalogues, and
 * who receives it in `lib/items/change/notify-sql.ts`, where an event of an item causes it, or else a call of `notify`.
 */
export const notificationKinds = [
  'assigned',
  'mentioned',
  'asked_for',
  'handed_over',
  'request_declined',
  'guest_answered',
  'approval_asked',
  'reply_approved',
  'reply_sent_back',
  'window_closing',
  'send_failed',
  'reply_held',
  'promise_due',
  'promise_late',
  'channel_down',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** How many notifications a page of the list has. */
export const NOTIFICATIONS_PAGE = 50;
/** Unread ones are counted up to this number. */
export const UNREAD_LIMIT = 100;
/** Those of all workspaces of a person are counted up to this number. */
export const MERGED_UNREAD_LIMIT = 1_000;

export type NotificationView = {
  id: string;
  kind: NotificationKind;
  /** Who caused it; null: the product. */
  actor: { id: string; name: string } | null;
  /** The item that it is about; null for several, or none. */
  item: { id: string; network: string; contactName: string } | null;
  channel: { id: string; name: string; handle: string } | null;
  /** The beginning of the note that mentions the reader. */
  excerpt: string | null;
  createdAt: string;
  readAt: string | null;
};

export type NotificationPage = { notifications: NotificationView[]; nextCursor: string | null };

/** A notification in one of a person's workspaces. @property workspace its slug */
export type MergedNotificationView = NotificationView & { workspace: string };

export type MergedNotificationPage = { notifications: MergedNotificationView[]; nextCursor: string | null };
