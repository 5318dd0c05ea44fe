import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from '../bench.ts';
import { createMembers } from '../create-members.ts';
import type { Row } from '../measure.ts';
import { watchCpu } from '../processes.ts';

const PEOPLE = 300;
/** People who have the same item open. */
const PER_ITEM = 3;
/** As a browser reports (`components/inbox-state/live/use-presence.ts`), in milliseconds. */
const REPORT_EVERY_MS = 10_000;
const MEASURED_MS = 60_000;
/** Of the people, who write: they also save a draft as often as that, in milliseconds. */
const WRITERS = 0.1;
const SAVE_EVERY_MS = 2_000;

/** What one web process takes for people who all look at an item, some of them writing, each with an open stream. */
export async function presenceRow({ sql, origin, big }: Bench): Promise<Row> {
  const members = await createMembers(sql, big.workspaceId, PEOPLE);
  const items = await sql<{ id: string }>(`select id from item where "workspaceId" = $1 limit $2`, [
    big.workspaceId,
    PEOPLE / PER_ITEM,
  ]);
  const stopping = new AbortController();
  let heard = 0;
  let failed = 0;
  const post = async (key: string, path: string, body: object) => {
    const response = await fetch(`${origin}/api/v1/workspaces/${big.slug}/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: stopping.signal,
    });
    if (!response.ok) failed += 1;
    await response.arrayBuffer();
  };
  const streams = await Promise.all(
    members.keys.map(
      async (key) => await listen(`${origin}/api/v1/workspaces/${big.slug}/events`, key, () => (heard += 1)),
    ),
  );
  const looksAt = async (key: string, n: number) => {
    const path = `items/${items[n % items.length]?.id ?? ''}`;
    const isWriting = n < PEOPLE * WRITERS;
    let version: string | null = null;
    let text = '';
    await sleep((n / PEOPLE) * REPORT_EVERY_MS); // browsers are not in step
    for (let round = 0; !stopping.signal.aborted; round += 1) {
      const isReport = round % (REPORT_EVERY_MS / SAVE_EVERY_MS) === 0;
      if (isReport) await post(key, `${path}/presence`, { state: isWriting ? 'writing' : 'looking' });
      if (isWriting) {
        const replaces = version === null ? [] : [version];
        version = crypto.randomUUID();
        text += 'some more words ';
        await post(key, `${path}/drafts/reply`, { version, replaces, text });
      }
      await sleep(SAVE_EVERY_MS);
    }
  };
  const people = members.keys.map((key, n) =>
    looksAt(key, n).catch((error: unknown) => {
      if (!stopping.signal.aborted) throw error;
    }),
  );
  await sleep(REPORT_EVERY_MS * 1.5); // until all of them are there
  const cpu = watchCpu();
  heard = 0;
  await sleep(MEASURED_MS);
  const busy = cpu();
  const web = Number.parseInt(Object.entries(busy).find(([name]) => /web|next/iu.test(name))?.[1] ?? '', 10);
  stopping.abort();
  await Promise.all(people);
  for (const stream of streams) stream.destroy();
  await members.deleteMembers();
  return {
    name: `presence of ${PEOPLE} people, ${PEOPLE * WRITERS} of them writing, on one web process`,
    goal: '≤ 20 % of a core',
    measured: `${web} %${failed ? `, ${failed} failed` : ''}`,
    isReached: web <= 20 && failed === 0,
    details: { ...busy, 'events a second': Math.round(heard / (MEASURED_MS / 1000)) },
  };
}

function listen(address: string, key: string, onEvent: () => void): Promise<{ destroy: () => void }> {
  return new Promise((ready, fail) => {
    const headers = { authorization: `Bearer ${key}`, accept: 'text/event-stream' };
    const call = request(address, { headers, agent: false }, (response) => {
      if (response.statusCode !== 200) return fail(new Error(`events: ${response.statusCode}`));
      response.setEncoding('utf8').on('data', (chunk: string) => {
        for (let at = chunk.indexOf('event:'); at >= 0; at = chunk.indexOf('event:', at + 1)) onEvent();
      });
      ready(call);
    });
    call.on('error', fail).end();
  });
}
