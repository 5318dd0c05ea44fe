import { listenOn, notify } from '#lib/db/listen-notify.ts';
import { log } from '#lib/log.ts';
import type { Bus, BusEars, News, Signal } from './types.ts';

const CHANNEL = 'parvis_live';

/** Signals over Postgres's `NOTIFY`. */
export async function publishOverPostgres(signals: News[]): Promise<void> {
  await notify(
    CHANNEL,
    signals.map((signal) => JSON.stringify(signal)),
  );
}

/** Changed rights come this way whatever carries the news: the database itself emits them. */
export function listenOverPostgres({ onSignal, onReconnected }: BusEars): Pick<Bus, 'close'> {
  return listenOn(CHANNEL, {
    onPayload: (payload) => onSignal(JSON.parse(payload) as Signal), // written by publishOverPostgres or a trigger
    onConnected: onReconnected,
    onLost: (reason) => log.warn({ reason }, 'live events: connection lost'),
  });
}
