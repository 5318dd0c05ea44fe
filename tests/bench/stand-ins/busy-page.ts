import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Caller } from '#lib/caller.ts';
import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { writeNetworkApp } from '#lib/channels/apps/network-app.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { env } from '#lib/env.ts';
import { closeQueues } from '#lib/queue/enqueue.ts';
import { createSandbox } from '#sandbox/facebook/sandbox.ts';
import { Postman } from '#sandbox/kit/deliver.ts';
import { serveSandboxes } from '#sandbox/kit/serve.ts';
import { onStop } from '#scripts/process/on-stop.ts';
import { runMain } from '#scripts/process/run-main.ts';
import { ownerUrl } from '#tests/support/owner-database.ts';
import { randomFrom } from '../vocabulary.ts';

const POSTS = 20;
const FANS = 20_000;
/** The number of people who write direct messages. */
const CORRESPONDENTS = 3_000;
const SHARE_OF_MESSAGES = 0.2;
const TICK_MS = 100;
/** How the network delivers webhooks; only a poll finds the messages of lost ones. */
const SLOPPINESS = { lost: 0.02, twice: 0.02, late: 0.05, lateMs: 5_000, random: randomFrom(7) };

/**
 * A Page with very many fans: connects it to a workspace and, once its history is read, lets the fans write. Their messages
 * are recorded in `bench_said`. It keeps serving polls until it is stopped.
 *
 *     node tests/bench/stand-ins/busy-page.ts <caller as JSON> <messages a second> <messages>
 */
await runMain(async () => {
  const stopping = new AbortController();
  const stopped = new Promise<void>((done) => onStop(done)).then(() => stopping.abort());
  const [given = '', rate, total] = process.argv.slice(2);
  const caller = JSON.parse(given) as Caller; // written by the bench
  const server = await serveSandboxes(new Map([['facebook', createSandbox]]));
  const served = server.networks.get('facebook');
  if (!served) throw new Error('no stand-in');
  const { sandbox, url } = served;
  const posts = Array.from({ length: POSTS }, (_, n) => sandbox.brandPosts(`The lamp of the day, number ${n}`));
  sandbox.takeDeliveries();

  const { workspaceId } = caller;
  const settings = { baseUrl: url, ...sandbox.app, options: sandbox.app.options ?? {} };
  const app = await inWorkspace(workspaceId, (tx) =>
    writeNetworkApp(tx, { workspaceId, network: 'facebook', settings }),
  );
  await connectChannel(caller, { network: 'facebook', credentials: sandbox.connectInput() });
  const client = new pg.Client({ connectionString: ownerUrl() });
  await client.connect();
  const address = `http://127.0.0.1:${env().PORT}/api/webhooks/facebook/${app.id}`;
  const postman = new Postman(server.networks, () => [address]);
  postman.beSloppy(SLOPPINESS);
  while (!(await isRead(client, workspaceId)) && !stopping.signal.aborted) await sleep(200);

  const random = randomFrom(11);
  const write = (n: number) => {
    const isPrivate = random() < SHARE_OF_MESSAGES;
    const fan = `fan${Math.floor(random() * (isPrivate ? CORRESPONDENTS : FANS))}`;
    const under = posts[Math.floor(random() ** 2 * posts.length)] ?? '';
    return sandbox.fanWrites({
      kind: isPrivate ? 'message' : 'comment',
      text: `Number ${n}: when does the shop open, and is the blue one there?`,
      fan,
      ...(isPrivate ? {} : { under }),
    });
  };
  const deliveries = (async () => {
    while (!stopping.signal.aborted) {
      await postman.round();
      await sleep(TICK_MS);
    }
  })();
  const begun = performance.now();
  for (let said = 0; said < Number(total) && !stopping.signal.aborted;) {
    // Keeps the rate even when a timer is late.
    const due = Math.min(Number(total), Math.floor(((performance.now() - begun) / 1000) * Number(rate)));
    const ids: string[] = [];
    for (; said < due; said += 1) ids.push(write(said));
    await client.query('insert into bench_said select id, clock_timestamp() from unnest($1::text[]) as id', [ids]);
    await sleep(TICK_MS);
  }
  await stopped;
  await deliveries;
  await server.stop();
  await client.end();
  await closeQueues();
  await closeDatabase();
});

async function isRead(client: pg.Client, workspaceId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from channel where "workspaceId" = $1 and network = 'facebook' and "backfilledAt" is not null`,
    [workspaceId],
  );
  return (rowCount ?? 0) > 0;
}
