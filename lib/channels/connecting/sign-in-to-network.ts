import type { AppSettings, Connection, Connector } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { Refusal } from '#lib/refusal.ts';

const PATIENCE_MS = 30_000;
/** Smaller numbers are seconds since 1970, larger ones milliseconds. */
const LARGEST_SECONDS = 1e11;

/** Credentials that a member typed, or that a program obtained elsewhere; times may be numbers. */
export type Typed = Record<string, string | number>;

/**
 * Signs in to the network with the given credentials.
 * @throws Refusal `network_refused` or `network_unavailable` with the connector's `reason` and the network's own words
 */
export async function signInToNetwork(
  connector: Connector,
  typed: Typed,
  app: AppSettings,
): Promise<Connection<unknown>> {
  try {
    const input = Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, asText(name, value)]));
    return await connector.connect(input, { app, signal: AbortSignal.timeout(PATIENCE_MS), now: () => new Date() });
  } catch (error) {
    throw error instanceof NetworkError ? refusalOf(error) : error;
  }
}

/** The refusal shown to a member who waits for a network's answer. */
export function refusalOf(error: NetworkError): Refusal {
  const isRefused = error.kind === 'unauthorized' || error.kind === 'refused' || error.kind === 'gone';
  return new Refusal(isRefused ? 'network_refused' : 'network_unavailable', {
    reason: error.reason,
    detail: error.message,
    ...(error.retryAt ? { retryAt: error.retryAt.toISOString() } : {}),
  });
}

/** The contract's inputs are texts; times are ISO 8601. */
function asText(name: string, value: string | number): string {
  const number = Number(value);
  if (name !== 'expiresAt' || value === '' || !(number > 0)) return String(value);
  const at = new Date(number < LARGEST_SECONDS ? number * 1000 : number);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString();
}
