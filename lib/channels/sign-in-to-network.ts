import type { AppSettings, Connector } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { Refusal } from '#lib/refusal.ts';

const PATIENCE_MS = 30_000;

/**
 * Tries what a member typed at the network.
 * @throws Refusal `network_refused` or `network_unavailable` with the connector's `reason` and the network's own words
 */
export async function signInToNetwork(connector: Connector, typed: Record<string, string>, app: AppSettings) {
  try {
    return await connector.connect(typed, { app, signal: AbortSignal.timeout(PATIENCE_MS), now: () => new Date() });
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    const isTheirs = error.kind === 'unauthorized' || error.kind === 'refused' || error.kind === 'gone';
    throw new Refusal(isTheirs ? 'network_refused' : 'network_unavailable', {
      reason: error.reason,
      detail: error.message,
      ...(error.retryAt ? { retryAt: error.retryAt.toISOString() } : {}),
    });
  }
}
