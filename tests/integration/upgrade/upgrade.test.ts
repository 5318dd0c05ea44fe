import { expect, test } from 'vitest';
import { fingerprints, readFirstState } from './first-state.ts';
import { upgradeFromFirstState } from './upgrade.ts';

test('no migration of the first state is ever rewritten', () => {
  expect(fingerprints()).toMatchObject(readFirstState().migrations);
});

test('the newest state has every row of the first one, and the previous version works while a database is migrated', async () => {
  const { lost, refused, rounds } = await upgradeFromFirstState();
  expect(lost).toEqual([]);
  expect(refused).toEqual([]);
  expect(rounds).toBeGreaterThan(1);
});

test('a migration that adds a column with a default loses nothing and stops nobody', async () => {
  const { lost, refused } = await upgradeFromFirstState(
    `ALTER TABLE "message" ADD COLUMN "sentiment" TEXT NOT NULL DEFAULT 'unknown';
     UPDATE "message" SET "sentiment" = 'good' WHERE "text" LIKE 'Great%'`,
  );
  expect(lost).toEqual([]);
  expect(refused).toEqual([]);
});

test.each([
  ['empties a column', `UPDATE "message" SET "text" = ''`, /^message: .*Il arrive demain/],
  ['deletes rows', `DELETE FROM "note"`, /^note: .*Asked the carrier/],
  [
    'removes a column',
    `ALTER TABLE "action" DROP COLUMN "networkKeys"`,
    /^action: column "networkKeys" does not exist/,
  ],
])('a migration that %s is found out', async (_, sql, found) => {
  const { lost } = await upgradeFromFirstState(sql);
  expect(lost).toContainEqual(expect.stringMatching(found));
});

test('a migration that renames a column which the previous version reads is found out', async () => {
  const { refused } = await upgradeFromFirstState(`ALTER TABLE "item" RENAME COLUMN "preview" TO "excerpt"`);
  expect(refused).toContainEqual(expect.stringContaining('preview'));
});
