import { z } from 'zod';

/** `2026-08-12T18:00:00+0000`, the format in nodes. */
export const graphTime = z.string().transform((text, context) => {
  const at = new Date(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (!Number.isNaN(at.getTime())) return at;
  context.addIssue({ code: 'custom', message: 'not a time' });
  return z.NEVER;
});

/** Seconds, the format in a webhook's changes; some fields were seen as text. */
export const unixTime = z.coerce.number().transform((seconds) => new Date(seconds * 1000));

/** Milliseconds, the format in a webhook's messaging events. */
export const unixMsTime = z.coerce.number().transform((ms) => new Date(ms));

/** The format of the `since` and `until` parameters. */
export function toUnix(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
