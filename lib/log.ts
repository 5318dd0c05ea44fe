import { AsyncLocalStorage } from 'node:async_hooks';
import pino from 'pino';
import { hideSecrets } from './hide-secrets.ts';

const context = new AsyncLocalStorage<Record<string, string>>();

/** Adds ids (of the request, of the job) to every line logged during `run`. */
export function withLogContext<T>(ids: Record<string, string>, run: () => T): T {
  return context.run(ids, run);
}

/**
 * Structured logs, one JSON object per line. They contain ids and reasons, never secrets or message texts.
 * `LOG_LEVEL` is read here and not through `env()`, so that a wrong setting can still be logged.
 */
export const log = pino({
  level: process.env.LOG_LEVEL || 'info',
  base: null,
  mixin: () => context.getStore() ?? {},
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  // Filters the whole line: a network's answer or an address may contain a secret.
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
