/** Of whom a limit is: the workspace as a whole, each member, each item, or each person over all workspaces. */
export type QuotaOf = 'workspace' | 'member' | 'item' | 'person';

type Limit = { limit: number; unit: string; of: QuotaOf };

/** What there can be of something at one time. */
export const stockLimits = {
  live_streams: { limit: 500, unit: 'streams', of: 'workspace' },
  live_streams_of_member: { limit: 20, unit: 'streams', of: 'member' },
  /** Uploads that no reply has taken yet: they are removed after a day. */
  waiting_uploads: { limit: 1_000, unit: 'uploads', of: 'workspace' },
  waiting_uploads_of_member: { limit: 100, unit: 'uploads', of: 'member' },
  waiting_upload_bytes: { limit: 500_000_000, unit: 'bytes', of: 'workspace' },
  waiting_upload_bytes_of_member: { limit: 100_000_000, unit: 'bytes', of: 'member' },
  tags: { limit: 10_000, unit: 'tags', of: 'workspace' },
  shared_views: { limit: 200, unit: 'views', of: 'workspace' },
  views_of_member: { limit: 100, unit: 'views', of: 'member' },
  saved_replies: { limit: 2_000, unit: 'replies', of: 'workspace' },
  /** Those of the organization, as each of its workspaces sees them. */
  shared_saved_replies: { limit: 2_000, unit: 'replies', of: 'workspace' },
  reply_fields: { limit: 100, unit: 'fields', of: 'workspace' },
  /** What is asked before items are resolved. */
  item_fields: { limit: 20, unit: 'fields', of: 'workspace' },
  open_invitations: { limit: 200, unit: 'invitations', of: 'workspace' },
  api_keys: { limit: 200, unit: 'keys', of: 'workspace' },
  api_keys_of_member: { limit: 50, unit: 'keys', of: 'member' },
  /** Deleted ones count too: their rows stay for the history. */
  notes_of_item: { limit: 1_000, unit: 'notes', of: 'item' },
  /** Files of notes, those of deleted ones too. */
  note_files_of_item: { limit: 100, unit: 'files', of: 'item' },
  note_file_bytes_of_member: { limit: 1_000_000_000, unit: 'bytes', of: 'member' },
  /** Links for guests that are neither answered nor over. */
  open_guest_links_of_item: { limit: 20, unit: 'links', of: 'item' },
  /** Apps of the workspace's own at the networks. */
  network_apps: { limit: 50, unit: 'apps', of: 'workspace' },
  open_connect_attempts: { limit: 100, unit: 'attempts', of: 'workspace' },
  open_connect_attempts_of_member: { limit: 20, unit: 'attempts', of: 'member' },
} as const satisfies Record<string, Limit>;

/** How much of something there can be in each span of time. The spans follow each other without a gap. */
export const flowLimits = {
  cases_of_member_per_day: { limit: 1_000, unit: 'cases', of: 'member', spanSeconds: 86_400 },
  notes_of_member_per_day: { limit: 2_000, unit: 'notes', of: 'member', spanSeconds: 86_400 },
  idempotency_keys_of_member_per_hour: { limit: 20_000, unit: 'keys', of: 'member', spanSeconds: 3_600 },
} as const satisfies Record<string, Limit & { spanSeconds: number }>;

/** Sessions that a person can have open at once; one more ends the oldest. */
export const SESSIONS_LIMIT = 50;
/** Browsers in which a person can see notifications; one more ends the oldest. */
export const PUSH_DEVICES_LIMIT = 20;

export type StockQuota = keyof typeof stockLimits;
export type FlowQuota = keyof typeof flowLimits;
export type QuotaName = StockQuota | FlowQuota;
