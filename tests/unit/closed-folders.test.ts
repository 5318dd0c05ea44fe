import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { closedFolders } from '#scripts/postgres/closed-folders.ts';

const stranger = { uid: 4_000_000, gid: 4_000_000 };

function aFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'parvis-closed-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'clone/bin'), { recursive: true });
  return folder;
}

test('every folder on the way that others may not enter is named, the outermost first', () => {
  const folder = aFolder();
  chmodSync(folder, 0o700);
  chmodSync(join(folder, 'clone'), 0o750);
  expect(closedFolders(join(folder, 'clone/bin'), stranger)).toEqual([folder, join(folder, 'clone')]);
});

test('a folder that others may pass through, even without listing it, is not named', () => {
  const folder = aFolder();
  chmodSync(folder, 0o711);
  expect(closedFolders(join(folder, 'clone/bin'), stranger)).toEqual([]);
});
