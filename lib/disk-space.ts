import { statfsSync } from 'node:fs';

/** Postgres writes its log in segments of 16 MB: with room for less than four, writes are about to fail. */
const FULL_BYTES = 64 * 1024 * 1024;

/** Whether the disk of a folder has space left. True when the folder cannot be examined. */
export function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= FULL_BYTES;
  } catch {
    // The folder is missing or unreadable; whoever uses it reports that better.
    return true;
  }
}
