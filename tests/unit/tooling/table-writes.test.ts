import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { findForeignWrites } from '#scripts/check/table-writes.ts';
import { ROOT } from '#scripts/settings.ts';

let root = '';

afterEach(() => rmSync(root, { recursive: true, force: true }));

function plant(path: string, source: string) {
  root = mkdtempSync(join(tmpdir(), 'parvis-writes-'));
  mkdirSync(join(root, dirname(path)), { recursive: true });
  writeFileSync(join(root, path), source);
}

test('only the writer of items writes the table of items', () => {
  expect(findForeignWrites(ROOT).map(({ path, line }) => `${path}:${line}`)).toEqual([]);
});

test.each([
  'await tx.$executeRaw`UPDATE "item" i SET "status" = \'open\'`;',
  'await tx.$executeRaw`\n  update item set version = version + 1`;',
  'await tx.$executeRaw`INSERT INTO "item" ("workspaceId") SELECT 1`;',
  'await tx.$executeRaw`DELETE\n FROM ONLY public."item"`;',
  'await tx.item.updateMany({ data: {} });',
  'await tx.item\n  .upsert({});',
  'await tx.channel.update({ data: { items: { deleteMany: {} } } });',
])('a write to the table of items is found outside its writer: %s', (source) => {
  plant('lib/outbox/a.ts', `// a comment\n${source}\n`);
  expect(findForeignWrites(root)).toMatchObject([{ path: 'lib/outbox/a.ts', table: 'item' }]);
  rmSync(root, { recursive: true });
  plant('lib/items/change/a.ts', source);
  expect(findForeignWrites(root)).toEqual([]);
});

test('reading items, and writing tables with similar names, is allowed everywhere', () => {
  plant(
    'workers/a.ts',
    `await tx.item.findMany({ where: { id } });
     await tx.itemTag.deleteMany({});
     await tx.$executeRaw\`UPDATE "item_tag" SET "status" = 'open'\`;
     await tx.$queryRaw\`SELECT FROM "item" FOR UPDATE\`;
     const label = 'Update items';`,
  );
  expect(findForeignWrites(root)).toEqual([]);
});
