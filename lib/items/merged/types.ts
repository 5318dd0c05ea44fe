import type { Role } from '#lib/caller.ts';
import type { ItemFilter, ItemRow, ViewName } from '../types.ts';

/** A row of the queue over all workspaces. @property workspace the slug of its workspace */
export type MergedRow = ItemRow & { workspace: string };

export type MergedPage = { items: MergedRow[]; nextCursor: string | null };

/** What the queue over all workspaces can be filtered by: nothing that belongs to one workspace, such as a tag. */
export const mergedFilterFields = [
  'status',
  'assignee',
  'network',
  'kind',
  'approval',
  'scheduled',
  'promised',
  'failed',
  'expiring',
  'unread',
  'priority',
  'language',
  'rating',
  'from',
  'until',
  'q',
] as const satisfies readonly (keyof ItemFilter)[];

/** `assignee` is `me` or `none` here: a member is of one workspace. */
export type MergedFilter = Pick<ItemFilter, (typeof mergedFilterFields)[number]>;

/** The views of the queue over all workspaces. */
export const mergedViews = [
  'open',
  'mine',
  'unassigned',
  'waiting',
  'snoozed',
  'approval',
  'scheduled',
  'promised',
  'expiring',
  'failed',
] as const satisfies readonly ViewName[];
export type MergedView = (typeof mergedViews)[number];

/** A workspace of the person, with what waits there. */
export type PlaceView = {
  workspaceId: string;
  memberId: string;
  role: Role;
  slug: string;
  name: string;
  hue: number;
  organization: { id: string; name: string };
  seesAllChannels: boolean;
  /** The organization requires a second factor that this session has not passed: it has no numbers and no rows. */
  lacksSecondFactor: boolean;
  /** Exact; null where the session may not enter. */
  counts: PlaceCounts | null;
};

export type PlaceCounts = Record<MergedView, number> & {
  /** Open items whose contact wrote longer ago than LATE_MS; null where it was not asked for, as `unread`. */
  late: number | null;
  /** Open items that the member has not read. */
  unread: number | null;
};
