import { AsyncLocalStorage } from 'node:async_hooks';

/** From where a request comes: for the audit log. */
export type Origin = { address: string | null; sessionId: string | null; apiKeyId: string | null };

const nowhere: Origin = { address: null, sessionId: null, apiKeyId: null };
const origins = new AsyncLocalStorage<Origin>();

/**
 * Everything that `run` writes to the audit log and to histories carries this origin: `enterWorkspace` passes it to the
 * database, which fills in the columns by itself.
 */
export function withOrigin<T>(origin: Partial<Origin>, run: () => T): T {
  return origins.run({ ...readOrigin(), ...origin }, run);
}

/** All null where nobody asked over the network: workers, the command line. */
export function readOrigin(): Origin {
  return origins.getStore() ?? nowhere;
}
