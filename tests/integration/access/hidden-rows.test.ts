import { expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { asMember, inWorkspace } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { database } from '#tests/support/owner-database.ts';
import { aChannel, aMember, aWorkspace } from '#tests/support/factories.ts';
import { aMarkedItem, aMemberOf, fold, makeConfidential } from './hidden-world.ts';

type Marked = Awaited<ReturnType<typeof aMarkedItem>>;

/** What a workspace's members share, whatever they see: the names of tags, and who sees which channel. */
const SHARED = ['tag', 'audit_entry', 'idempotency_key'];

async function tables(): Promise<string[]> {
  const rows = await database().prisma.$queryRaw<{ name: string }[]>`
    SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspaceId'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`;
  return rows.map(({ name }) => name).filter((name) => !SHARED.includes(name));
}

/** The tables in which somebody finds the mark, or one of the ids. */
async function findIn(run: (read: (tx: Tx) => Promise<string[]>) => Promise<string[]>, words: string[]) {
  const names = await tables();
  return await run(async (tx) => {
    const found: string[] = [];
    for (const name of names) {
      const [row] = await tx.$queryRawUnsafe<{ n: number }[]>(
        `SELECT count(*)::int AS n FROM "${name}" t WHERE t::text LIKE ANY ($1)`,
        words.map((word) => `%${word}%`),
      );
      if (row?.n !== 0) found.push(name);
    }
    return found;
  });
}

const asSeenBy = async (caller: Caller, words: string[]) => await findIn((read) => asMember(caller, read), words);
const idsOf = ({ mark, item, message, contact, noteId }: Marked) => [mark, item.id, message.id, contact.id, noteId];

/** The tables of which the marked item has a row. */
const OF_ITEM = [
  'action',
  'attachment',
  'case_dismissal',
  'contact',
  'contact_field_value',
  'contact_join',
  'contact_note',
  'contact_tag',
  'draft',
  'guest_link',
  'guidance',
  'guidance_version',
  'identity',
  'item',
  'item_case',
  'item_contributor',
  'item_field_value',
  'item_history',
  'item_promise',
  'item_read',
  'item_recheck',
  'item_request',
  'item_tag',
  'message',
  'message_version',
  'note',
  'note_file',
  'note_mention',
  'post',
  'presence',
];
/** And those that only their own member sees. */
const OWN_OF_ITEM = ['departure_item'];
const OF_CHANNEL = [
  'channel',
  'channel_check',
  'channel_check_line',
  'channel_credential',
  'channel_cursor',
  'channel_finding',
  'channel_gap',
  'channel_spend',
  'channel_day_spend',
  'channel_subscription',
  'channel_trial',
  'item_channel_count',
  'item_count',
  'item_counter',
  'member_channel',
  'rejected_event',
  'team_channel',
  'tombstone',
  'webhook_delivery',
];

test('a member with some channels finds no row of another channel in any table', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const other = await aChannel({ workspaceId });
  const hidden = await aMarkedItem({ workspaceId, by: admin });
  await fold();
  const member = await aMemberOf(workspaceId, [other.id], { role: 'lead' });
  const nobody = await aMemberOf(workspaceId, []);
  const seer = await aMemberOf(workspaceId, [hidden.channelId]);
  const words = [...idsOf(hidden), hidden.channelId];

  expect(await asSeenBy(member, words)).toEqual([]);
  expect(await asSeenBy(nobody, words)).toEqual([]);
  const all = [...OF_ITEM, ...OF_CHANNEL].sort();
  const own = [...all, ...OWN_OF_ITEM].sort();
  expect(await asSeenBy(admin, words)).toEqual(own);
  expect(await findIn((read) => inWorkspace(workspaceId, read), words)).toEqual([...own, 'realtime_event'].sort());
  // The sums over all channels are not hers either; `item_channel_count` has the same for her channels.
  expect(await asSeenBy(seer, words)).toEqual(all.filter((name) => name !== 'item_count'));
});

test('a member who is not named finds no row of a confidential item in any table', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const channel = await aChannel({ workspaceId });
  const hidden = await aMarkedItem({ workspaceId, by: admin, channelId: channel.id });
  const [named, other] = await Promise.all([aMember({ workspaceId }), aMember({ workspaceId })]);
  const lead = await aMember({ workspaceId, role: 'lead' });
  await makeConfidential(hidden.item.id, [named.memberId]);
  const words = idsOf(hidden);
  // A post belongs to its channel, and anybody can read it on the network.
  expect(await asSeenBy(other, words)).toEqual(['guidance', 'guidance_version', 'post']);
  expect(await asSeenBy(named, words)).toEqual(OF_ITEM);
  expect(await asSeenBy(lead, words)).toEqual(OF_ITEM);
});

test('a member cannot change, delete or add to what is hidden', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const other = await aChannel({ workspaceId });
  const hidden = await aMarkedItem({ workspaceId, by: admin });
  const member = await aMemberOf(workspaceId, [other.id]);
  for (const name of [...OF_ITEM, ...OWN_OF_ITEM, ...OF_CHANNEL]) {
    if (['item_history', 'item_count', 'item_channel_count', 'item_counter'].includes(name)) continue; // never changed by members' acts
    const changed = await asMember(member, async (tx) =>
      tx.$executeRawUnsafe(
        `UPDATE "${name}" SET "workspaceId" = "workspaceId" WHERE "workspaceId" = $1::uuid
        AND "${name}"::text LIKE '%${hidden.channelId}%'`,
        workspaceId,
      ),
    );
    expect([name, changed]).toEqual([name, 0]);
  }
  const onItem = { workspaceId, itemId: hidden.item.id, memberId: member.memberId };
  const refused = { message: expect.stringContaining('row-level security') as string };
  await expect(
    asMember(member, (tx) => tx.note.createMany({ data: [{ ...onItem, text: 'planted' }] })),
  ).rejects.toMatchObject(refused);
  await expect(
    asMember(member, (tx) => tx.presence.createMany({ data: [{ ...onItem, seenAt: new Date() }] })),
  ).rejects.toMatchObject(refused);
});

test('a member who has left, or is of another workspace, sees no row of any channel', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const hidden = await aMarkedItem({ workspaceId, by: admin });
  const gone = await aMember({ workspaceId });
  await database().prisma.member.updateMany({ where: { id: gone.memberId }, data: { removedAt: new Date() } });
  const stranger = { ...(await aWorkspace()).admin, workspaceId };
  expect(await asSeenBy(gone, idsOf(hidden))).toEqual([]);
  expect(await asSeenBy(stranger, idsOf(hidden))).toEqual([]);
});
