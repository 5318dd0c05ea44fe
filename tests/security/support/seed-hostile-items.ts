import { randomUUID } from 'node:crypto';
import { database } from '#tests/support/owner-database.ts';
import { previewOf } from '#lib/items/preview.ts';
import { aChannel, aPost, aTag } from '#tests/support/factories.ts';
import { hostileAddresses, hostileNames, hostileTexts } from './hostile-texts.ts';

/** Writes hostile rows as an instance may contain from before such texts were cut or refused. */
export async function seedHostileItems(seed: Seed): Promise<{ itemIds: string[] }> {
  return await withoutAddressChecks(async () => await writeRows(seed));
}

/** Drops the checks of addresses while it writes, and adds them again. */
async function withoutAddressChecks<Value>(write: () => Promise<Value>): Promise<Value> {
  const { pool } = database();
  const { rows } = await pool.query<{ table: string; name: string; rule: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as rule
     from pg_constraint where contype = 'c' and conname like '%\\_addresses'`,
  );
  for (const { table, name } of rows) await pool.query(`alter table ${table} drop constraint ${name}`);
  try {
    return await write();
  } finally {
    for (const { table, name, rule } of rows) {
      await pool.query(`alter table ${table} add constraint ${name} ${rule} not valid`);
    }
  }
}

async function writeRows({ workspaceId, memberId, count }: Seed): Promise<{ itemIds: string[] }> {
  const { prisma } = database();
  const names = Object.values(hostileNames);
  const texts = Object.values(hostileTexts);
  const at = <Value>(list: readonly Value[], index: number): Value => {
    const value = list[index % list.length];
    if (value === undefined) throw new Error('an empty list');
    return value;
  };
  const channel = await aChannel({ workspaceId, name: at(names, 1), handle: 'lune.example.test' });
  const post = await aPost({
    workspaceId,
    channelId: channel.id,
    authorName: at(names, 0),
    text: at(texts, 1),
    url: at(hostileAddresses, 0),
    attachments: [{ kind: 'link', url: at(hostileAddresses, 4) }],
  });
  const rows = Array.from({ length: count }, (_, index) => ({
    index,
    contactId: randomUUID(),
    identityId: randomUUID(),
    itemId: randomUUID(),
    messageId: randomUUID(),
    name: at(names, index),
    // A few very long texts are more than strangers send in practice; the others stay below 100 kB.
    text: index < texts.length * 2 ? at(texts, index) : at(texts, index).slice(0, 4_000),
    address: at(hostileAddresses, index),
    moment: new Date(Date.now() - index * 1_000),
  }));
  await prisma.contact.createMany({ data: rows.map(({ contactId, name }) => ({ workspaceId, id: contactId, name })) });
  await prisma.identity.createMany({
    data: rows.map(({ identityId, contactId, name, address }) => ({
      workspaceId,
      id: identityId,
      contactId,
      network: channel.network,
      externalId: `did:plc:${identityId}`,
      name,
      handle: name,
      avatarUrl: address,
      profileUrl: address,
    })),
  });
  await prisma.item.createMany({
    data: rows.map(({ itemId, contactId, text, moment, index }) => ({
      workspaceId,
      id: itemId,
      channelId: channel.id,
      contactId,
      network: channel.network,
      kind: 'comment' as const,
      threadKey: `at://thread/${itemId}`,
      threadExternalId: `at://thread/${itemId}`,
      preview: previewOf(text),
      postId: index % 3 === 0 ? post.id : null,
      messageCount: 1,
      firstMessageAt: moment,
      lastInboundAt: moment,
      lastActivityAt: moment,
    })),
  });
  await prisma.message.createMany({
    data: rows.map(({ messageId, itemId, identityId, text, address, moment }) => ({
      workspaceId,
      id: messageId,
      itemId,
      channelId: channel.id,
      identityId,
      direction: 'inbound' as const,
      externalId: `at://message/${messageId}`,
      text,
      url: address,
      createdAt: moment,
    })),
  });
  await prisma.attachment.createMany({
    data: rows.slice(0, 100).map(({ messageId, address, name }) => ({
      workspaceId,
      messageId,
      position: 0,
      kind: 'link',
      url: address,
      previewUrl: address,
      title: name,
    })),
  });
  const [first] = rows;
  if (first) {
    await aTag({ workspaceId, itemId: first.itemId, name: at(names, 2) });
    await prisma.note.create({ data: { workspaceId, itemId: first.itemId, memberId, text: at(texts, 1) } });
  }
  return { itemIds: rows.map(({ itemId }) => itemId) };
}

type Seed = { workspaceId: string; memberId: string; count: number };
