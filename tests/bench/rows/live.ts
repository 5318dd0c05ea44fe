import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ingest } from '#lib/ingest/ingest.ts';
import type { Bench } from '../bench.ts';
import { createMembers } from '../create-members.ts';
import { figures, ms, percentile, type Row } from '../measure.ts';

const LISTENERS = 500;
const EVENTS = 20;
/** As many as a member may have open. */
const STREAMS_OF_MEMBER = 20;

export type Listener = { close: () => void; heard: (itemId?: string) => number };

const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gu;

/** From a message's arrival in `ingest` until every one of the listeners has received it. */
export async function liveRow({ sql, origin, big }: Bench): Promise<Row> {
  const members = await createMembers(sql, big.workspaceId, LISTENERS / STREAMS_OF_MEMBER);
  const listeners = await Promise.all(
    Array.from({ length: LISTENERS }, (_, n) =>
      listen(origin, big.slug, members.keys[n % members.keys.length] ?? big.key),
    ),
  );
  const [channel] = await sql<{ id: string }>(`select id from channel where "workspaceId" = $1 limit 1`, [
    big.workspaceId,
  ]);
  const run = `live-${Date.now()}`;
  const times: number[] = [];
  let missed = 0;
  for (let n = 0; n < EVENTS; n += 1) {
    await sleep(200); // the rate of the events
    const begun = performance.now();
    await ingest({
      workspaceId: big.workspaceId,
      channelId: channel?.id ?? '',
      events: [
        {
          type: 'message',
          externalId: `${run}-${n}`,
          kind: 'mention',
          threadExternalId: `${run}-${n}`,
          direction: 'inbound',
          author: { externalId: run, handle: 'live.test', name: 'Live' },
          text: 'hello',
          createdAt: new Date(),
        },
      ],
    });
    const deadline = Date.now() + 5000;
    while (listeners.some((listener) => listener.heard() < begun) && Date.now() < deadline) await sleep(5);
    for (const listener of listeners) {
      if (listener.heard() >= begun) times.push(listener.heard() - begun);
      else missed += 1;
    }
  }
  for (const listener of listeners) listener.close();
  await sql(`delete from item where "workspaceId" = $1 and "threadKey" like '%' || $2 || '%'`, [big.workspaceId, run]);
  await members.deleteMembers();
  const p95 = percentile(times, 0.95);
  return {
    name: `event to open browser, ${LISTENERS} listeners (p95)`,
    goal: '≤ 1 s',
    measured: `${ms(p95)}${missed ? `, ${missed} missed` : ''}`,
    isReached: p95 <= 1000 && missed === 0,
    details: figures(times),
  };
}

/** A browser's stream of live events; `heard`: when the latest came of a changed item, or of this one. */
export function listen(origin: string, slug: string, key: string): Promise<Listener> {
  return new Promise((ready, fail) => {
    let heardAt = 0;
    const heardOf = new Map<string, number>();
    const call = request(
      `${origin}/api/v1/workspaces/${slug}/events`,
      { headers: { authorization: `Bearer ${key}`, accept: 'text/event-stream' }, agent: false },
      (response) => {
        if (response.statusCode !== 200) return fail(new Error(`events: ${response.statusCode}`));
        response.setEncoding('utf8').on('data', (chunk: string) => {
          if (chunk.includes('"kind":"item"') || chunk.includes('event: item')) heardAt = performance.now();
          for (const [id] of chunk.matchAll(UUID)) heardOf.set(id, performance.now());
        });
        ready({ close: () => call.destroy(), heard: (id) => (id ? heardOf.get(id) : heardAt) ?? 0 });
      },
    );
    call.on('error', fail).end();
  });
}
