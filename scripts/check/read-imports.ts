import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseSync } from 'vite';

type EcmaScriptModule = ReturnType<typeof parseSync>['module'];

const FOLDERS = ['app', 'components', 'lib', 'web', 'workers', 'scripts', 'tests', 'sandbox'];
const EXCLUDED = /^(lib\/db\/generated|tests\/networks\/[^/]+\/server)(\/|$)/;

/**
 * Every import of our own files under `root`: static and dynamic ones, of values and of types, re-exports too.
 * @returns by file, what it imports: paths from the root for our own files, names for packages
 */
export function readImports(root: string): Map<string, string[]> {
  return collect(root, importsOf);
}

/**
 * What each of our own files under `root` loads as soon as it is loaded itself: no types, and no import made later on.
 * @returns by file, as `readImports`
 */
export function readLoads(root: string): Map<string, string[]> {
  return collect(root, loadsOf);
}

function collect(root: string, read: (path: string, source: string) => string[]): Map<string, string[]> {
  const files = FOLDERS.flatMap((folder) => findSources(root, folder));
  return new Map(
    files.map((path) => [path, read(path, readFileSync(join(root, path), 'utf8')).map((name) => resolve(path, name))]),
  );
}

function findSources(root: string, folder: string): string[] {
  if (EXCLUDED.test(folder) || !existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : findSources(root, path);
    return /\.(ts|tsx|mjs)$/.test(entry.name) ? [path] : [];
  });
}

function importsOf(path: string, source: string): string[] {
  const { module } = parseSync(path, source);
  const dynamic = module.dynamicImports.map(({ moduleRequest: { start, end } }) => source.slice(start + 1, end - 1));
  return staticImports(module, () => true).concat(dynamic);
}

function loadsOf(path: string, source: string): string[] {
  const { module } = parseSync(path, source);
  return staticImports(module, (start) => !/^(import|export)\s+type\b/.test(source.slice(start, start + 20)));
}

function staticImports(
  { staticImports: imports, staticExports: exports }: EcmaScriptModule,
  counts: (start: number) => boolean,
): string[] {
  const imported = imports.filter(({ start }) => counts(start)).map(({ moduleRequest }) => moduleRequest);
  const reExported = exports
    .filter(({ start }) => counts(start))
    .flatMap(({ entries }) => entries.flatMap((entry) => entry.moduleRequest ?? []));
  return [...imported, ...reExported].map(({ value }) => value);
}

function resolve(from: string, name: string): string {
  if (name.startsWith('#')) return name.slice(1);
  return name.startsWith('.') ? normalize(join(dirname(from), name)) : name;
}
