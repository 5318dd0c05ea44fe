import { AsyncLocalStorage } from 'node:async_hooks';
import pino from 'pino';
import { hideSecrets } from './hide-secrets.ts';

const context = new AsyncLocalStorage<Record<string, string>>();

/** Puts ids (of the request, of the job) on every line that is logged meanwhile. */
export function withLogContext<T>(ids: Record<string, string>, run: () => T): T {
  return context.run(ids, run);
}

/**
 * Structured logs, one JSON object a line. They carry ids and reasons, never a secret or what somebody wrote.
 * `LOG_LEVEL` is read here and not through `env()`, so that a wrong setting can still be logged.
 */
export const log = pino({
  level: process.env.LOG_LEVEL || 'info',
  base: null,
  mixin: () => context.getStore() ?? {},
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  // Whatever a network said, or an address held: the whole line is looked through.
  hooks: { streamWrite: hideSecrets },
  redact: {
    paths: [
      '*.password',
      '*.appPassword',
      '*.accessJwt',
      '*.refreshJwt',
      '*.authorization',
      '*.cookie',
      '*.text',
      '*.credentials',
    ],
    censor: '[removed]',
  },
});
