import pino from 'pino';

/**
 * Structured logs, one JSON object a line. They carry ids and reasons, never a secret or what somebody wrote.
 * `LOG_LEVEL` is read here and not through `env()`, so that a wrong setting can still be logged.
 */
export const log = pino({
  level: process.env.LOG_LEVEL || 'info',
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  redact: {
    paths: ['*.password', '*.appPassword', '*.accessJwt', '*.refreshJwt', '*.authorization', '*.cookie', '*.text', '*.credentials'],
    censor: '[removed]',
  },
});
