import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A folder with more files hides a noun. */
const LIMIT = 20;
const FOLDERS = ['app', 'components', 'lib', 'web', 'workers'];

/** @returns the folders of the product that have more files at their root than a reader takes in, with their number */
export function findCrowdedFolders(root: string): { path: string; files: number }[] {
  return FOLDERS.filter((folder) => existsSync(join(root, folder))).flatMap((folder) => examine(root, folder));
}

function examine(root: string, path: string): { path: string; files: number }[] {
  if (path === 'lib/db/generated') return [];
  const entries = readdirSync(join(root, path), { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).length;
  return [
    ...(files > LIMIT ? [{ path, files }] : []),
    ...entries.filter((entry) => entry.isDirectory()).flatMap(({ name }) => examine(root, `${path}/${name}`)),
  ];
}
