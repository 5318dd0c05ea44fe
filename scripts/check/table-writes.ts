import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Tables that one folder writes. A table's name in SQL is its model's name in Prisma here. */
const owners = { item: 'lib/items/change/' } as const;

const FOLDERS = ['app', 'components', 'lib', 'web', 'workers'];
const EXCLUDED = 'lib/db/generated';

export interface ForeignWrite {
  path: string;
  line: number;
  table: string;
  owner: string;
}

/** @returns the statements, in SQL or through Prisma, that write a table outside the folder that owns it */
export function findForeignWrites(root: string): ForeignWrite[] {
  return FOLDERS.flatMap((folder) => findSources(root, folder)).flatMap((path) => {
    const source = readFileSync(join(root, path), 'utf8');
    return Object.entries(owners).flatMap(([table, owner]) =>
      path.startsWith(owner)
        ? []
        : writesOf(table, source).map((offset) => ({ path, line: lineAt(source, offset), table, owner })),
    );
  });
}

function writesOf(table: string, source: string): number[] {
  const patterns = [
    // SQL: the table's name with or without its quotes; `ONLY` and the schema may stand before it.
    new RegExp(
      String.raw`\b(?:update|insert\s+into|delete\s+from|merge\s+into|truncate(?:\s+table)?)\s+(?:only\s+)?(?:"?public"?\.)?(?:"${table}"|${table}\b(?!["'\w]))`,
      'gi',
    ),
    // Prisma: the model's own methods.
    new RegExp(String.raw`\.${table}\s*\.\s*(?:create|update|upsert|delete)\w*\s*\(`, 'g'),
    // Prisma: a write nested in another model's.
    new RegExp(
      String.raw`\b${table}s?:\s*\{\s*(?:create|update|upsert|delete|connect|disconnect|set)(?:Many|OrCreate)?\s*:`,
      'g',
    ),
  ];
  return patterns.flatMap((pattern) => [...source.matchAll(pattern)].map(({ index }) => index));
}

function lineAt(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length;
}

function findSources(root: string, folder: string): string[] {
  if (folder === EXCLUDED || !existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return findSources(root, path);
    return /\.(ts|tsx|mjs)$/.test(entry.name) ? [path] : [];
  });
}
