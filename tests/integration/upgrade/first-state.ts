import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '#scripts/settings.ts';
import type { Statement } from './record-statements.ts';
import type { Rows } from './rows.ts';

const FOLDER = join(import.meta.dirname, 'fixtures/first-state');
export const MIGRATIONS = join(ROOT, 'prisma/migrations');

export type FirstState = {
  /** The fingerprint of each migration that makes it, by name. */
  migrations: Record<string, string>;
  /** The workspace that the previous version works in during an upgrade; the rows of all others must not change. */
  busyWorkspaceId: string;
  rows: Rows;
  /** What the previous version says to the database, a list for each transaction. */
  statements: Statement[][];
};

export function readFirstState(): FirstState {
  const lines = (name: string) => read(name).trim().split('\n');
  const rows: Rows = {};
  for (const line of lines('rows.jsonl')) {
    const { table, row } = JSON.parse(line) as { table: string; row: Rows[string][number] }; // as written below
    (rows[table] ??= []).push(row);
  }
  const statements = lines('statements.jsonl').map((line) => JSON.parse(line) as Statement[]); // as written below
  return {
    ...(JSON.parse(read('state.json')) as Pick<FirstState, 'migrations' | 'busyWorkspaceId'>),
    rows,
    statements,
  };
}

export function writeFirstState({ migrations, busyWorkspaceId, rows, statements }: FirstState): void {
  const write = (name: string, lines: string[]) => writeFileSync(join(FOLDER, name), `${lines.join('\n')}\n`);
  write('state.json', [JSON.stringify({ migrations, busyWorkspaceId }, null, 2)]);
  write(
    'rows.jsonl',
    Object.entries(rows).flatMap(([table, list]) => list.map((row) => JSON.stringify({ table, row }))),
  );
  write(
    'statements.jsonl',
    statements.map((transaction) => JSON.stringify(transaction)),
  );
}

/** The fingerprints of the migrations that are there now. */
export function fingerprints(): Record<string, string> {
  // Listed by name, which is the order in which they are applied.
  const names = readdirSync(MIGRATIONS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const hash = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(MIGRATIONS, name, 'migration.sql')))
      .digest('hex');
  return Object.fromEntries(names.map(({ name }) => [name, hash(name)] as const));
}

function read(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8');
}
