import type pg from 'pg';
import { type Finding, findingsOf } from './finding.ts';

/** A worker sends a heartbeat every few seconds; the health check misses it after twenty. */
const SILENT_MS = 60_000;

/**
 * @param isRunning whether a Parvis runs on this data folder; undefined when that cannot be known from here
 */
export function checkWorker(latestBeat: Date | null, isRunning: boolean | undefined, now = new Date()): Finding {
  const { ok, problem } = findingsOf('worker');
  if (isRunning === false) return ok('Parvis is not running.');
  const silentMs = latestBeat ? now.getTime() - latestBeat.getTime() : Infinity;
  if (silentMs <= SILENT_MS) return ok('A worker is running.');
  return problem(
    latestBeat ? `No worker has responded since ${latestBeat.toISOString()}.` : 'No worker is running.',
    'Start Parvis, or its worker: without a worker nothing is read or sent.',
  );
}

/** Counts rows that have been due for 15 minutes on channels that nothing delays. */
export async function checkQueue(client: pg.Client, isRunning: boolean | undefined): Promise<Finding> {
  const { ok, problem } = findingsOf('queue');
  if (isRunning === false) return ok('Parvis is not running: pending work continues when it starts.');
  const { rows } = await asDispatcher<{ actions: number; deliveries: number }>(
    client,
    `select
       (select count(*)::int from action a join channel c on c."workspaceId" = a."workspaceId" and c.id = a."channelId"
         where a.state in ('queued', 'scheduled') and a."dueAt" < now() - interval '15 minutes' and c.status = 'connected'
           and (c."limitedUntil" is null or c."limitedUntil" < now())) as actions,
       (select count(*)::int from webhook_delivery
         where state = 'received' and greatest("receivedAt", "nextAt") < now() - interval '15 minutes') as deliveries`,
  );
  const { actions = 0, deliveries = 0 } = rows[0] ?? {};
  if (actions + deliveries === 0) return ok('Nothing is overdue.');
  return problem(
    `${actions} replies and other actions, and ${deliveries} webhook deliveries, have been waiting for more than 15 minutes.`,
    'Check the worker’s log, then restart it.',
  );
}

/** People who may connect any server can reach the operator's private network with it. */
export async function checkPrivateNetworks(client: pg.Client, isAllowed: boolean): Promise<Finding> {
  const { ok, warning, problem } = findingsOf('private-networks');
  if (!isAllowed) return ok('Connections to addresses in the operator’s own network are not allowed.');
  const { rows } = await asDispatcher<{ organizations: number; guests: number; people: number }>(
    client,
    `select (select count(*)::int from organization) as organizations,
       (select count(distinct "userId")::int from member where role = 'client' and "removedAt" is null) as guests,
       (select count(distinct "userId")::int from member where "removedAt" is null) as people`,
  );
  const { organizations = 0, guests = 0, people = 0 } = rows[0] ?? {};
  const off = 'Set PARVIS_ALLOW_PRIVATE_NETWORKS to false.';
  if (organizations > 1 || guests > 0) {
    return problem(
      `External people (${organizations} organizations, ${guests} clients) can make Parvis connect to addresses in the operator’s own network.`,
      off,
    );
  }
  if (people > 1) return warning('Members can make Parvis connect to addresses in the operator’s own network.', off);
  return ok('Only the operator can make Parvis connect to addresses in the operator’s own network.');
}

/** The dispatcher's role sees what is due in all workspaces, but no texts. */
async function asDispatcher<Row extends object>(client: pg.Client, sql: string): Promise<pg.QueryResult<Row>> {
  await client.query(`begin read only; set local role parvis_dispatcher`);
  try {
    return await client.query<Row>(sql);
  } finally {
    await client.query('rollback');
  }
}
