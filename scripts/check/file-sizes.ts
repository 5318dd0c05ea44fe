import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const MOST_LINES = 250;
const COUNTED = /\.(ts|tsx|mjs|css)$/;
const APART = /^(tests\/|prisma\/|lib\/db\/generated\/)/;

/** The files over the limit, with their number of lines. */
export function findLongFiles(root: string): { path: string; lines: number }[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed
    .split('\n')
    .filter((path) => COUNTED.test(path) && !APART.test(path) && existsSync(join(root, path)))
    .map((path) => ({ path, lines: readFileSync(join(root, path), 'utf8').trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > MOST_LINES);
}
