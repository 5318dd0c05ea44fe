import { createHmac, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeCredentials } from '#lib/channels/credentials/seal-credentials.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { BENCH_APP } from '../bench-app.ts';
import type { Bench } from '../bench.ts';
import { figures, ms, percentile, type Row } from '../measure.ts';
import { watchCpu } from '../processes.ts';
import { deleteChannels } from '../delete-channels.ts';

const CHANNELS = 50;
const PER_SECOND = 500;
const SECONDS = 60;
const TICK_MS = 10;
/** Sent one after the other before the burst, since a process that has just started is slower. */
const WARMING = 500;
/** After the last one, in milliseconds. */
const PROCESSED_WITHIN_MS = 60_000;
/**
 * A burst of signed webhooks over HTTP for many channels, while the worker processes them. They are recommendations of
 * Pages, which are complete in themselves: no network is called, so that only Parvis is measured.
 */
export async function webhookRow({ sql, origin, big }: Bench): Promise<Row> {
  const run = `burst-${Date.now()}`;
  const pages = await connectPages({ big, sql }, run);
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const times: number[] = [];
  const failed: number[] = [];
  const underWay: Promise<void>[] = [];
  const total = PER_SECOND * SECONDS;
  for (let n = 0; n < WARMING; n += 1) {
    await post(
      `${origin}/api/webhooks/facebook`,
      agent,
      recommendation(pages[n % pages.length] ?? '', `${run} warm ${n}`),
    );
  }
  const cpu = watchCpu();
  const begun = performance.now();
  for (let sent = 0; sent < total;) {
    // Keeps the rate even when a timer is late.
    const due = Math.min(total, Math.floor(((performance.now() - begun) / 1000) * PER_SECOND));
    for (; sent < due; sent += 1) {
      const body = recommendation(pages[sent % pages.length] ?? '', `${run} ${sent}`);
      underWay.push(
        post(`${origin}/api/webhooks/facebook`, agent, body).then(({ status, tookMs }) => {
          if (status === 200) times.push(tookMs);
          else failed.push(status);
        }),
      );
    }
    await sleep(TICK_MS);
  }
  await Promise.all(underWay);
  const ended = performance.now();
  const busy = cpu();
  let waiting = Number.POSITIVE_INFINITY;
  while (waiting > 0 && performance.now() - ended < PROCESSED_WITHIN_MS) {
    await sleep(250);
    waiting = await unread({ sql, big });
  }
  const drainedMs = performance.now() - ended;
  const [held] = await sql<{ messages: number }>(
    `select count(*)::int as messages from message m join channel c on c."workspaceId" = m."workspaceId" and c.id = m."channelId"
     where m."workspaceId" = $1 and c."externalId" like $2 and m.text not like '% warm %'`,
    [big.workspaceId, `${run}-%`],
  );
  await deleteChannels(
    { sql, big },
    { channels: `"externalId" like 'burst-%'`, identities: `"externalId" like 'burst-%'` },
  );
  agent.destroy();
  const p95 = percentile(times, 0.95);
  const isComplete = failed.length === 0 && waiting === 0 && held?.messages === total;
  return {
    name: `webhook burst, ${PER_SECOND} deliveries a second for ${SECONDS} s on ${CHANNELS} channels (p95 of the answer; all read)`,
    goal: '≤ 100 ms, all read within 60 s',
    measured: `${ms(p95)}; ${held?.messages ?? 0} of ${total} held ${(drainedMs / 1000).toFixed(1)} s after the last${
      failed.length
        ? `, ${failed.length} not taken (${[...new Set(failed)].map((status) => status || 'no answer').join(', ')})`
        : ''
    }${waiting ? `, ${waiting} unread` : ''}`,
    isReached: p95 <= 100 && isComplete,
    details: { ...figures(times), busy },
  };
}

async function connectPages({ big, sql }: Pick<Bench, 'big' | 'sql'>, run: string): Promise<string[]> {
  const { workspaceId } = big;
  const ids = Array.from({ length: CHANNELS }, (_, n) => `${run}-${n}`);
  const made = await sql<{ id: string }>(
    `insert into channel ("workspaceId", network, "externalId", handle, name, "backfilledAt", "nextPullAt", "credentialsCheckedAt")
     select $1, 'facebook', id, 'bench', 'Bench', now(), null, now() from unnest($2::text[]) as id returning id`,
    [workspaceId, ids],
  );
  await inWorkspace(workspaceId, async (tx) => {
    for (const { id } of made) await writeCredentials(tx, { workspaceId, channelId: id }, {}, { accessToken: 'bench' });
  });
  return ids;
}

async function unread({ sql, big }: Pick<Bench, 'big' | 'sql'>): Promise<number> {
  const [row] = await sql<{ waiting: number }>(
    `select count(*)::int as waiting from webhook_delivery where "workspaceId" = $1 and state = 'received'`,
    [big.workspaceId],
  );
  return row?.waiting ?? 0;
}

function recommendation(pageId: string, text: string): string {
  const id = randomUUID();
  const now = Math.floor(Date.now() / 1000);
  const value = {
    item: 'rating',
    verb: 'add',
    reviewer_id: `burst-${id}`,
    reviewer_name: 'Léa Fontaine',
    recommendation_type: 'positive',
    review_text: text,
    open_graph_story_id: id,
    created_time: now,
  };
  return JSON.stringify({ object: 'page', entry: [{ id: pageId, time: now, changes: [{ field: 'ratings', value }] }] });
}

function post(url: string, agent: Agent, body: string): Promise<{ status: number; tookMs: number }> {
  const signature = createHmac('sha256', BENCH_APP.PARVIS_FACEBOOK_CLIENT_SECRET).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` };
  const begun = performance.now();
  return new Promise((done) => {
    const answered = (status: number) => done({ status, tookMs: performance.now() - begun });
    request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', () => answered(response.statusCode ?? 0));
    })
      .on('error', () => answered(0))
      .end(body);
  });
}
