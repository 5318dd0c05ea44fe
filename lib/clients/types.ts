export const TEMPLATE_NAME_LIMIT = 80;
/** The most templates of an organization. */
export const TEMPLATES_LIMIT = 50;
/** The most settings that the preview of a template names, so that it stays one. */
export const NAMED_LIMIT = 20;

/** What a new workspace can take of a template, each by itself, in the order in which it is shown and written. */
export const templateParts = [
  'tags',
  'savedReplies',
  'guardRails',
  'approvalRules',
  'itemFields',
  'contactFields',
  'teams',
  'routing',
] as const;
export type TemplatePart = (typeof templateParts)[number];

/** How much there is of each part. */
export type TemplateCounts = Record<TemplatePart, number>;

export type TemplateView = {
  id: string;
  name: string;
  /** ISO 8601. */
  updatedAt: string;
  counts: TemplateCounts;
};

/** A setting that stays out of a template, because it names the client or somebody of theirs. */
export type LeftOut = { part: TemplatePart; name: string };

/** What a template of this workspace would have, and what it would leave out. */
export type TemplatePreview = { counts: TemplateCounts; leftOut: LeftOut[]; leftOutCount: number };

/** An erasure waits at least so long after the workspace was archived, in days: a mistake must be noticed in time. */
export const ERASE_MIN_DAYS = 7;
export const ERASE_MAX_DAYS = 3_650;
export const DAY_MS = 86_400_000;

/** An archived workspace. Dates here and below are ISO 8601. */
export type ArchiveView = {
  archivedAt: string;
  /** Who archived it. */
  archivedBy: string | null;
  /** When everything in it is erased; null: no date is set. */
  eraseAt: string | null;
  /** The erasure has begun: the workspace cannot be taken back. */
  isBeingErased: boolean;
};

/** What remains of an erased workspace. */
export type ErasureView = {
  workspaceId: string;
  name: string;
  archivedAt: string;
  archivedBy: string | null;
  startedAt: string;
  /** Null: it is under way. */
  doneAt: string | null;
  items: number;
  messages: number;
  contacts: number;
};

export const exportStates = ['waiting', 'running', 'done', 'failed'] as const;
export type ExportState = (typeof exportStates)[number];

/** A copy of everything that a workspace has, as one file. */
export type ExportView = {
  id: string;
  state: ExportState;
  requestedBy: string;
  requestedAt: string;
  /** How many tables are written, and how many there are. */
  tablesDone: number;
  tables: number;
  /** Bytes of the file so far. */
  bytes: number;
  /** Until when it can be downloaded; null: it is not done. */
  expiresAt: string | null;
};
