import { ingest } from '#lib/ingest/ingest.ts';
import type { InboundMessage } from '#lib/networks/contract.ts';
import type { Bench } from '../bench.ts';
import type { Row } from '../measure.ts';
import { deleteContacts } from '../delete-channels.ts';
import { phrases, randomFrom, vocabulary } from '../vocabulary.ts';

const MESSAGES = 40_000;
const BATCH = 500;
/** One worker reads eight channels at once; half of them have news here. */
const CHANNELS_AT_ONCE = 4;
const CLAIMS = 4000;
const CLAIMERS = 16;

/** New messages through the whole of ingest, in this one process; and the same rows inserted barely. */
export async function ingestRow({ sql, big }: Bench): Promise<Row> {
  const { workspaceId } = big;
  const channels = await sql<{ id: string; network: string }>(
    `select id, network from channel where "workspaceId" = $1 order by "externalId"`,
    [workspaceId],
  );
  await deleteLeftovers({ sql, big }); // what a run that was broken off has left
  const run = `ingest-${Date.now()}`;
  const messages = inbound(run);
  const batches = Array.from({ length: Math.ceil(MESSAGES / BATCH) }, (_, n) => ({
    channelId: channels[n % channels.length]?.id ?? '',
    events: messages.slice(n * BATCH, (n + 1) * BATCH),
  })).values();
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: CHANNELS_AT_ONCE }, async () => {
      for (const batch of batches) await ingest({ workspaceId, ...batch });
    }),
  );
  const rate = MESSAGES / ((performance.now() - begun) / 1000);
  const bareRate = await bareInsert({ sql, big }, run);
  await deleteLeftovers({ sql, big });
  return {
    name: `ingest, new messages a second in one worker, ${CHANNELS_AT_ONCE} channels at once, batches of ${BATCH}`,
    goal: '≥ 5,000 /s',
    measured: `${rate.toFixed(0)} /s; ${(bareRate / rate).toFixed(1)} × slower than a bare insert (${bareRate.toFixed(0)} /s)`,
    isReached: rate >= 5000,
  };
}

async function deleteLeftovers({ sql, big }: Pick<Bench, 'sql' | 'big'>): Promise<void> {
  await sql(`delete from item where "workspaceId" = $1 and "threadKey" like '% ingest-%-thread-%'`, [big.workspaceId]);
  await deleteContacts({ sql, big }, `"externalId" like 'ingest-%'`);
}

/** A third of the contacts write again, most comment, and every fifth message goes into a thread that is there. */
function inbound(run: string): InboundMessage[] {
  const start = Date.now() - MESSAGES;
  const random = randomFrom(23);
  const texts = phrases(vocabulary(60_000), 5000);
  return Array.from({ length: MESSAGES }, (_, n) => {
    const contact = Math.floor(random() * MESSAGES * 0.6);
    return {
      type: 'message',
      externalId: `${run}-${n}`,
      kind: random() < 0.8 ? 'comment' : 'mention',
      threadExternalId: `${run}-thread-${random() < 0.2 ? contact % 50 : n}`,
      direction: 'inbound',
      author: { externalId: `${run}-${contact}`, handle: `fan${contact}.test`, name: `Fan ${contact}` },
      text: `${texts[Math.floor(random() * texts.length)]}. ${texts[n % texts.length]}`,
      createdAt: new Date(start + n),
    };
  });
}

async function bareInsert({ sql, big }: Pick<Bench, 'sql' | 'big'>, run: string): Promise<number> {
  const columns = `"workspaceId", id, "itemId", "channelId", direction, "externalId", "identityId", text, "createdAt", "receivedAt"`;
  await sql('drop table if exists bench_bare');
  // The table's own keys, indexes and generated words; no foreign keys, no triggers.
  await sql('create table bench_bare (like message including all)');
  const rows = await sql<{ row: object }>(
    `select to_jsonb(m) - 'search' as row from message m where "workspaceId" = $1 and "externalId" like $2`,
    [big.workspaceId, `${run}-%`],
  );
  const begun = performance.now();
  for (let at = 0; at < rows.length; at += BATCH) {
    await sql(
      `insert into bench_bare (${columns}) select ${columns} from jsonb_populate_recordset(null::bench_bare, $1::jsonb)`,
      [JSON.stringify(rows.slice(at, at + BATCH).map(({ row }) => row))],
    );
  }
  const rate = rows.length / ((performance.now() - begun) / 1000);
  await sql('drop table bench_bare');
  return rate;
}

/** Claims of free items over HTTP, each by one of many callers at once. */
export async function claimsRow({ sql, post, big }: Bench): Promise<Row> {
  const items = await sql<{ id: string }>(
    `select id from item where "workspaceId" = $1 and status = 'open' and "ownerId" is null order by random() limit $2`,
    [big.workspaceId, CLAIMS],
  );
  const failed: number[] = [];
  const queue = items.values();
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: CLAIMERS }, async () => {
      for (const { id } of queue) {
        const response = await post(big, `items/${id}/claim`);
        await response.arrayBuffer();
        if (!response.ok) failed.push(response.status);
      }
    }),
  );
  const rate = items.length / ((performance.now() - begun) / 1000);
  await sql(`update item set "ownerId" = null, "claimedUntil" = null where "workspaceId" = $1 and id = any ($2)`, [
    big.workspaceId,
    items.map(({ id }) => id),
  ]);
  return {
    name: `claims a second over HTTP, ${CLAIMERS} at once`,
    goal: '≥ 400 /s',
    measured: `${rate.toFixed(0)} /s${failed.length ? `, ${failed.length} failed` : ''}`,
    isReached: rate >= 400 && failed.length === 0,
  };
}
