import type { AppSettings, Connector } from '#lib/networks/contract.ts';
import { declaredLimit, readPaces } from './quota-share.ts';
import { DEFAULT_RESERVE, maxOf } from './rate-limits.ts';

/**
 * For how many busy channels the app's quota of a day is enough, where as many are connected already: one more slows all of
 * them down.
 * @returns null where another one has room, or where no quota of a day is shared
 */
export async function readCrowding(
  connector: Connector,
  app: AppSettings,
  networkAppId: string | null,
): Promise<number | null> {
  const { network, pace, schedule = [] } = connector;
  for (const { rateLimit, perDay } of schedule) {
    const limit = declaredLimit(connector, rateLimit);
    const max = maxOf(limit, app);
    // Shorter windows hold few channels only where nobody has that many.
    if (limit.scope !== 'app' || 'ms' in limit.window || max === undefined) continue;
    const each = perDay?.(pace.minMs, app) ?? 0;
    if (each === 0) continue;
    const room = Math.floor((max * (1 - (limit.reserve ?? DEFAULT_RESERVE))) / each);
    if ((await readPaces({ network, networkAppId })).length >= room) return room;
  }
  return null;
}
