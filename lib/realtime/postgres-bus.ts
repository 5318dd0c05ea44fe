import { listenOn, notify } from '#lib/db/listen-notify.ts';
import { log } from '#lib/log.ts';
import type { Bus, BusListeners, WorkspaceSignal, Signal } from './types.ts';

const CHANNEL = 'parvis_live';

/** Sends signals over Postgres. `NOTIFY` runs in a statement of its own, because it serializes commits. */
export async function publishOverPostgres(signals: WorkspaceSignal[]): Promise<void> {
  await notify(
    CHANNEL,
    signals.map((signal) => JSON.stringify(signal)),
  );
}

/**
 * Listens on one connection and reconnects whenever it is lost. Changed rights always arrive this way, with Redis too:
 * the database itself emits them.
 */
export function listenOverPostgres({ onSignal, onReconnected }: BusListeners): Pick<Bus, 'close'> {
  return listenOn(CHANNEL, {
    onPayload: (payload) => onSignal(JSON.parse(payload) as Signal), // written by publishOverPostgres or a trigger
    onConnected: onReconnected,
    onLost: (reason) => log.warn({ reason }, 'live events: connection lost'),
  });
}
