/** An erasure waits at least so long after the workspace was archived, in days: a mistake must be noticed in time. */
export const ERASE_MIN_DAYS = 7;
export const ERASE_MAX_DAYS = 3_650;
export const DAY_MS = 86_400_000;

/** An archived workspace. Dates are ISO 8601. */
export type ArchiveView = {
  archivedAt: string;
  /** Who archived it; null after they have left the workspace's list of people. */
  archivedBy: string | null;
  /** When everything in it is erased; null: when an admin says so. */
  eraseAt: string | null;
  /** The erasure has begun: the workspace cannot be taken back. */
  isBeingErased: boolean;
};
