import { afterAll, expect, test } from 'vitest';
import { asGuest } from '#lib/db/in-workspace.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { readGuestFile } from '#lib/guests/read-guest-file.ts';
import { readGuestPage } from '#lib/guests/read-guest-page.ts';
import { listGuestLinks } from '#lib/guests/list-guest-links.ts';
import { makeGuestLink } from '#lib/guests/make-guest-link.ts';
import { revokeGuestLink } from '#lib/guests/revoke-guest-link.ts';
import type { Caller } from '#lib/caller.ts';
import { readWorkspaceToken } from '#lib/workspaces/tokens.ts';
import { aMarkedItem, makeConfidential, setChannels } from '#tests/integration/access/hidden-world.ts';
import { aChannel, aMember, aMessage, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { countAttempts } from '../support/attempts.ts';

afterAll(async () => {
  await closeDatabase();
});

const from = (token: string, ipAddress = '192.0.2.1') => ({ token, ipAddress });

async function aQuestion(caller: Caller, itemId: string) {
  const { id, path } = await makeGuestLink(caller, {
    itemId,
    actionId: null,
    question: 'Est-ce vrai ?',
    guestName: 'Mme Client',
    email: null,
    language: 'fr',
    days: 1,
  });
  return { id, token: path.replace('/guest/', '') };
}

/** Two marked items of one channel, one of another channel, and one of another workspace. */
async function aWorld() {
  const { admin, workspaceId } = await aWorkspace();
  const stranger = await aWorkspace();
  const channel = await aChannel({ workspaceId });
  const items = [];
  for (const { workspaceId: where, by, channelId } of [
    { workspaceId, by: admin, channelId: channel.id },
    { workspaceId, by: admin, channelId: channel.id },
    { workspaceId, by: admin, channelId: (await aChannel({ workspaceId })).id },
    {
      workspaceId: stranger.workspaceId,
      by: stranger.admin,
      channelId: (await aChannel({ workspaceId: stranger.workspaceId })).id,
    },
  ]) {
    items.push(await aMarkedItem({ workspaceId: where, by, channelId }));
  }
  return { admin, workspaceId, stranger, channel, items };
}

test('the role of guests reads the item of its link, and of no table anything else', async () => {
  const { admin, items } = await aWorld();
  const [own, ...others] = items;
  if (!own) throw new Error('no item');
  const { token } = await aQuestion(admin, own.item.id);
  for (const other of others)
    await aQuestion(
      other.item.workspaceId === own.item.workspaceId ? admin : { ...admin, ...(await strangerOf(other)) },
      other.item.id,
    );
  const known = readWorkspaceToken(token);
  if (!known) throw new Error('no token');
  const columns = await database().prisma.$queryRaw<{ table: string; columns: string[] }[]>`
    SELECT table_name::text AS "table", array_agg(column_name::text) AS "columns" FROM information_schema.columns c
    WHERE table_schema = 'public' AND has_column_privilege('parvis_guest', quote_ident(table_name), column_name, 'select')
    GROUP BY 1 ORDER BY 1`;
  expect(columns.map(({ table }) => table)).toEqual([
    'action',
    'attachment',
    'channel',
    'guest_link',
    'identity',
    'item',
    'message',
    'post',
    'workspace',
  ]);
  const secrets = columns.flatMap((one) => one.columns);
  for (const secret of ['tokenHash', 'email', 'memberId', 'ownerId', 'uploaderId', 'confidentialTo', 'versions']) {
    expect(secrets).not.toContain(secret);
  }
  const words = others.flatMap(({ mark, item, message, contact }) => [mark, item.id, message.id, contact.id]);
  const found = await asGuest({ ...known, acts: false }, async (tx) => {
    const seen: string[] = [];
    for (const { table, columns: names } of columns) {
      const list = names.map((name) => `"${name}"`).join(', ');
      const rows = await tx.$queryRawUnsafe<{ row: string }[]>(
        `SELECT t::text AS "row" FROM (SELECT ${list} FROM "${table}") t`,
      );
      for (const { row } of rows) for (const word of words) if (row.includes(word)) seen.push(`${table}: ${word}`);
      if (['item', 'guest_link', 'workspace', 'channel'].includes(table)) expect(rows, table).toHaveLength(1);
    }
    return seen;
  });
  expect(found).toEqual([]);
  for (const statement of [
    `UPDATE "item" SET "postId" = NULL`,
    `DELETE FROM "message"`,
    `SELECT * FROM "note"`,
    `SELECT * FROM "member"`,
    `SELECT "tokenHash" FROM "guest_link"`,
    `SELECT * FROM "user"`,
  ]) {
    await expect(
      asGuest({ ...known, acts: false }, async (tx) => await tx.$executeRawUnsafe(statement)),
      statement,
    ).rejects.toThrow(/permission denied/);
  }
  countAttempts('statements in the role of a guest', columns.length + 6);
});

async function strangerOf({ item }: { item: { workspaceId: string } }): Promise<Partial<Caller>> {
  const member = await database().prisma.member.findFirstOrThrow({ where: { workspaceId: item.workspaceId } });
  return { workspaceId: item.workspaceId, memberId: member.id, userId: member.userId };
}

test('the page of a link tells nothing of another item, and serves no other picture', async () => {
  const { admin, items } = await aWorld();
  const [own, ...others] = items;
  if (!own) throw new Error('no item');
  const { token } = await aQuestion(admin, own.item.id);
  const page = JSON.stringify(await readGuestPage(from(token)));
  expect(page).toContain(own.mark);
  for (const { mark } of others) expect(page).not.toContain(mark);
  const pictures = await database().prisma.attachment.findMany({
    where: { messageId: { notIn: [own.message.id] } },
    select: { id: true },
  });
  for (const { id } of pictures) expect(await readGuestFile(from(token), id)).toBeNull();
  for (const file of ['../x', '1e3', '-1', '999', '']) expect(await readGuestFile(from(token), file)).toBeNull();
  countAttempts('pictures of other items by a guest link', pictures.length + 5);
});

test('a link to a confidential item is seen, made and revoked only by who sees the item, and ends when its maker does not', async () => {
  const { admin, workspaceId, items } = await aWorld();
  const [own] = items;
  if (!own) throw new Error('no item');
  const named = await aMember({ workspaceId, name: 'Nommée' });
  const blind = await aMember({ workspaceId, name: 'Autre' });
  const unseeing = await aMember({ workspaceId, name: 'Sans canal' });
  await setChannels(unseeing, []);
  await makeConfidential(own.item.id, [named.memberId]);
  const { id, token } = await aQuestion(named, own.item.id);
  for (const caller of [blind, unseeing, { ...blind, ...(await strangerOf(items[3] ?? own)) }]) {
    await expect(aQuestion(caller, own.item.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(listGuestLinks(caller, { itemId: own.item.id })).rejects.toMatchObject({ code: 'not_found' });
    await expect(revokeGuestLink(caller, { linkId: id })).rejects.toMatchObject({ code: 'not_found' });
  }
  expect(await readGuestPage(from(token))).toMatchObject({ state: 'open' });
  expect((await listGuestLinks(admin, { itemId: own.item.id })).map((link) => link.id)).toContain(id);
  await makeConfidential(own.item.id, [blind.memberId]);
  const page = await readGuestPage(from(token));
  expect(page).toMatchObject({ state: 'ended' });
  expect(JSON.stringify(page)).not.toContain(own.mark);
  countAttempts('guest links by who does not see the item', 9);
});

test('guesses from one address are stopped, and tokens that are malformed, forged or of another workspace answer alike', async () => {
  const { admin, items, stranger } = await aWorld();
  const [own] = items;
  if (!own) throw new Error('no item');
  const { token } = await aQuestion(admin, own.item.id);
  const foreign = `${Buffer.from(stranger.workspaceId.replaceAll('-', ''), 'hex').toString('base64url')}${token.slice(22)}`;
  const forged = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
  const address = '192.0.2.99';
  for (const guess of ['', 'x', '%00', forged, foreign, `${token}x`]) {
    expect(await readGuestPage(from(guess, address))).toEqual({ state: 'unknown' });
  }
  let last = 'unknown';
  for (let guess = 0; guess < 60 && last === 'unknown'; guess += 1) {
    last = (await readGuestPage(from(forged, address))).state;
  }
  expect(last).toBe('throttled');
  // The same link elsewhere is not affected; and one link cannot be asked for without end.
  expect(await readGuestPage(from(token))).toMatchObject({ state: 'open' });
  await database().prisma.throttle.updateMany({
    where: { key: { startsWith: 'guest_link:' } },
    data: { failures: 600 },
  });
  expect(await readGuestPage(from(token))).toMatchObject({ state: 'throttled' });
  countAttempts('guessed guest links', 66);
});

test('a text of a stranger on the page is text', async () => {
  const { admin, workspaceId, items } = await aWorld();
  const [own] = items;
  if (!own) throw new Error('no item');
  const text = '<img src=x onerror=alert(1)>';
  await aMessage({ workspaceId, itemId: own.item.id, text });
  const { token } = await aQuestion(admin, own.item.id);
  expect(JSON.stringify(await readGuestPage(from(token)))).toContain(text);
});
