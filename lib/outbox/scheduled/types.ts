/** Why a scheduled reply was not sent at its time; each has a sentence under `scheduled.held`. */
export const heldReasons = [
  'author_wrote',
  'target_edited',
  'target_deleted',
  'target_hidden',
  'answered',
  'closed',
  'window_closed',
  'network_forbids',
  'channel_unavailable',
  'guard_rails',
  'guidance_changed',
  'author_left',
  'not_owner',
  'approved_late',
  'restored',
  'archived',
] as const;
export type HeldReason = (typeof heldReasons)[number];

/** How far ahead a reply can be scheduled, in milliseconds. */
export const SCHEDULE_LIMIT_MS = 366 * 86_400_000;
