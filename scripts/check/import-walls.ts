import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseSync } from 'vite';
import { type Wall, walls } from './walls.ts';

const FOLDERS = ['app', 'components', 'lib', 'workers', 'scripts', 'tests', 'sandbox'];
const APART = /^(lib\/db\/generated|tests\/networks\/[^/]+\/server)(\/|$)/;

export interface Breach {
  wall: Wall;
  from: string;
  to: string;
}

/** Every import under `root` that breaks a wall: static and dynamic ones, of values and of types, re-exports too. */
export function findBreaches(root: string): Breach[] {
  const files = FOLDERS.flatMap((folder) => sourcesUnder(root, folder));
  return files.flatMap((from) => {
    const targets = importsOf(from, readFileSync(join(root, from), 'utf8')).map((name) => target(from, name));
    return targets.flatMap((to) => walls.filter((wall) => stands(wall, from, to)).map((wall) => ({ wall, from, to })));
  });
}

function sourcesUnder(root: string, folder: string): string[] {
  if (APART.test(folder) || !existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sourcesUnder(root, path);
    return /\.(ts|tsx|mjs)$/.test(entry.name) ? [path] : [];
  });
}

function importsOf(path: string, source: string): string[] {
  const { module } = parseSync(path, source);
  const dynamic = module.dynamicImports.map(({ moduleRequest: { start, end } }) => source.slice(start + 1, end - 1));
  const reExports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap((entry) => entry.moduleRequest ?? []),
  );
  return [...module.staticImports.map(({ moduleRequest }) => moduleRequest), ...reExports]
    .map(({ value }) => value)
    .concat(dynamic);
}

/** Where an import leads: a path from the root for our own files, the name itself for a package. */
function target(from: string, name: string): string {
  if (name.startsWith('#')) return name.slice(1);
  return name.startsWith('.') ? normalize(join(dirname(from), name)) : name;
}

function stands(wall: Wall, from: string, to: string): boolean {
  const room = new RegExp(wall.from).exec(from);
  if (!room || (wall.fromExcept && new RegExp(wall.fromExcept).test(from))) return false;
  if (!new RegExp(wall.to).test(to)) return false;
  return !wall.except || !new RegExp(wall.except.replaceAll('$1', room[1] ?? '')).test(to);
}
