import pg from 'pg';
import { database } from '#lib/db/client.ts';
import { env } from '#lib/env.ts';
import { log } from '#lib/log.ts';
import type { Bus, BusListeners, WorkspaceSignal, Signal } from './types.ts';

const CHANNEL = 'parvis_live';
const RETRY_MS = 1_000;

/** Sends signals over Postgres. `NOTIFY` runs in a statement of its own, because it serializes commits. */
export function publishOverPostgres(signals: WorkspaceSignal[]): Promise<unknown> {
  const payloads = signals.map((signal) => JSON.stringify(signal));
  return database().pool.query('SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload', [CHANNEL, payloads]);
}

/**
 * Listens on one connection and reconnects whenever it is lost. Changed rights always arrive this way, with Redis too:
 * the database itself emits them.
 */
export function listenOverPostgres({ onSignal, onReconnected }: BusListeners): Pick<Bus, 'close'> {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  function reopen(lost: pg.Client, reason: string) {
    if (isClosed || client !== lost) return;
    log.warn({ reason }, 'live events: connection lost');
    client = undefined;
    lost.end().catch(() => undefined);
    timer = setTimeout(() => void open(), RETRY_MS);
  }

  async function open() {
    const fresh = new pg.Client({
      connectionString: env().DATABASE_URL,
      application_name: 'parvis-live',
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    });
    client = fresh;
    fresh.on('notification', ({ payload }) => {
      if (payload) onSignal(JSON.parse(payload) as Signal); // written by publishOverPostgres or a trigger
    });
    fresh.on('error', (error) => reopen(fresh, error.message));
    fresh.on('end', () => reopen(fresh, 'ended'));
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${CHANNEL}`);
      onReconnected();
    } catch (error) {
      reopen(fresh, error instanceof Error ? error.message : String(error));
    }
  }

  void open();
  return {
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
