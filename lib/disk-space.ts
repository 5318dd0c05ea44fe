import { statfsSync } from 'node:fs';

/** The database writes its log in pieces of 16 MB: with less than a few of them free, writing is about to fail. */
const FULL_BYTES = 64 * 1024 * 1024;

/** Whether the disk that holds a folder has room to store something. A folder that cannot be looked at counts as roomy. */
export function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= FULL_BYTES;
  } catch {
    // Not the disk's fault: whoever needs the folder says what is wrong with it.
    return true;
  }
}
