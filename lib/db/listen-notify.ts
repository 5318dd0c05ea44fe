import pg from 'pg';
import { env } from '#lib/env.ts';
import { database } from './client.ts';

/** Sends payloads over a Postgres channel. It runs in a statement of its own, because `NOTIFY` serializes commits. */
export async function notify(channel: string, payloads: readonly string[]): Promise<void> {
  await database().pool.query('SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload', [channel, payloads]);
}

type Listener = {
  onPayload: (payload: string) => void;
  /** Called after every connection, also the first one: earlier notifications were missed. */
  onConnected: () => void;
  /** Called when the connection ended or could not be opened; it is retried after a pause. */
  onLost: (reason: string) => void;
};

const RETRY_MS = 1_000;

/** Listens to a Postgres channel on its own connection, and reconnects whenever it is lost. */
export function listenOn(channel: string, listener: Listener): { close: () => Promise<void> } {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  function reopen(lost: pg.Client, reason: string) {
    if (isClosed || client !== lost) return;
    listener.onLost(reason);
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
      if (payload) listener.onPayload(payload);
    });
    fresh.on('error', (error) => reopen(fresh, error.message));
    fresh.on('end', () => reopen(fresh, 'ended'));
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${channel}`);
      listener.onConnected();
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
