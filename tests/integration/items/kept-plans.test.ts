import pg from 'pg';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { aMember, anItem, aTag, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';

const ITEMS = 3000;

let quiet: { workspaceId: string; itemId: string; memberId: string };
let busy: { workspaceId: string; itemId: string; memberId: string };
let connection: pg.Client;

beforeAll(async () => {
  quiet = await aPlace();
  busy = await aPlace();
  const { prisma } = database();
  const { id: tagId } = await aTag(busy);
  await prisma.$executeRaw`
    insert into item ("workspaceId", "channelId", network, kind, "threadKey", "threadExternalId", "contactId", preview,
      "messageCount", "firstMessageAt", "lastInboundAt", "lastActivityAt")
    select "workspaceId", "channelId", network, kind, 'busy:' || n, 'busy:' || n, "contactId", preview,
      1, "firstMessageAt", "lastInboundAt", "lastActivityAt"
    from item, generate_series(1, ${ITEMS}::int) n where id = ${busy.itemId}::uuid`;
  await prisma.$executeRaw`
    insert into item_tag ("workspaceId", "itemId", "tagId", status, "lastActivityAt")
    select "workspaceId", id, ${tagId}::uuid, status, "lastActivityAt" from item
    where "workspaceId" = ${busy.workspaceId}::uuid on conflict do nothing`;
  await prisma.$executeRaw`
    insert into item_contributor ("workspaceId", "itemId", "memberId", status, "lastActivityAt")
    select "workspaceId", id, ${busy.memberId}::uuid, status, "lastActivityAt" from item
    where "workspaceId" = ${busy.workspaceId}::uuid and id <> ${busy.itemId}::uuid`;
  await database().pool.query('vacuum analyze item, item_tag, item_contributor');
});

beforeEach(async () => {
  connection = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await connection.connect();
});

afterEach(() => connection.end());

test('an item that changes reads its own tags and parts, on a connection that first served a workspace without any', async () => {
  const resolve = async ({ workspaceId, itemId }: typeof busy) =>
    await connection.query(`update item set status = 'resolved' where "workspaceId" = $1 and id = $2`, [
      workspaceId,
      itemId,
    ]);
  await within(quiet, () => resolve(quiet));

  const read = await within(busy, () => resolve(busy));

  expect(read.item_tag).toBeLessThan(10);
  expect(read.item_contributor).toBeLessThan(10);
});

test('who works on an item is named with its own row, on a connection that first served a workspace with few', async () => {
  const contribute = async ({ workspaceId, itemId, memberId }: typeof busy) =>
    await connection.query(
      `insert into item_contributor ("workspaceId", "itemId", "memberId", status, "lastActivityAt")
       select "workspaceId", id, $3, status, "lastActivityAt" from item where "workspaceId" = $1 and id = $2`,
      [workspaceId, itemId, memberId],
    );
  await within(quiet, () => contribute(quiet));

  const read = await within(busy, () => contribute(busy));

  expect(read.item).toBeLessThan(20);
});

async function aPlace() {
  const { workspaceId } = await aWorkspace();
  const { memberId } = await aMember({ workspaceId });
  const item = await anItem({ workspaceId });
  return { workspaceId, memberId, itemId: item.id };
}

/** @returns how many rows of each table were read for it */
async function within({ workspaceId }: { workspaceId: string }, act: () => Promise<unknown>) {
  await connection.query('begin');
  await connection.query(`select set_config('role', 'parvis_app', true), set_config('app.workspace_id', $1, true)`, [
    workspaceId,
  ]);
  const before = await rowsRead();
  await act();
  const after = await rowsRead();
  await connection.query('commit');
  return Object.fromEntries(Object.entries(after).map(([table, rows]) => [table, rows - (before[table] ?? 0)]));
}

async function rowsRead(): Promise<Record<string, number>> {
  const { rows } = await connection.query<{ table: string; read: number }>(
    `select relname as "table", (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as read from pg_stat_xact_user_tables
     where relname in ('item', 'item_tag', 'item_contributor')`,
  );
  return Object.fromEntries(rows.map(({ table, read }) => [table, read]));
}
