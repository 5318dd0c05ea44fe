import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { postgresUser } from '#scripts/postgres/user.ts';

/** A clone in a folder that `mktemp -d` made: only its owner may enter. */
function aClone() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'parvis-root-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, 'node_modules/bin/postgres');
  const dataDir = join(folder, '.data');
  mkdirSync(join(folder, 'node_modules/bin'), { recursive: true });
  mkdirSync(dataDir);
  copyFileSync('/bin/true', program);
  chmodSync(program, 0o755);
  return { folder, program, dataDir };
}

// Only root runs Postgres as another user.
test.skipIf(process.getuid?.() !== 0)('root is told which folder keeps Postgres out, and what opens it', () => {
  const { folder, program, dataDir } = aClone();
  chmodSync(folder, 0o700);
  expect(() => postgresUser({ program, folder: dataDir })).toThrow(
    new RegExp(`the user "postgres", who may not enter ${folder}: run "chmod o\\+x ${folder}"`),
  );
  chmodSync(folder, 0o711);
  expect(postgresUser({ program, folder: dataDir }).command(program, ['-V'])).toEqual([program, ['-V']]);
});
