import { realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

type Ids = { uid: number; gid: number };

/** The folders above a file or folder that a user may not pass through, the outermost first. */
export function closedFolders(path: string, ids: Ids): string[] {
  const closed: string[] = [];
  for (let folder = dirname(realpathSync(path)); ; folder = dirname(folder)) {
    if (!mayEnter(folder, ids)) closed.unshift(folder);
    if (folder === dirname(folder)) return closed;
  }
}

function mayEnter(folder: string, ids: Ids): boolean {
  const { uid, gid, mode } = statSync(folder);
  const bit = uid === ids.uid ? 0o100 : gid === ids.gid ? 0o010 : 0o001;
  return (mode & bit) !== 0;
}
