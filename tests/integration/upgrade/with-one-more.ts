import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { MIGRATIONS } from './first-state.ts';

/** The migrations, with one more behind them. @returns their folder */
export function withOneMore(sql: string | undefined): string {
  const folder = mkdtempSync(join(inject('runFolder'), 'migrations-'));
  cpSync(MIGRATIONS, folder, { recursive: true });
  if (sql !== undefined) {
    mkdirSync(join(folder, '99990101000000_one_more'));
    writeFileSync(join(folder, '99990101000000_one_more/migration.sql'), sql);
  }
  return folder;
}
