import { z } from 'zod';

/** `2026-08-12T18:00:00+0000`, as nodes have it. */
export const graphTime = z.string().transform((text, context) => {
  const at = new Date(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (!Number.isNaN(at.getTime())) return at;
  context.addIssue({ code: 'custom', message: 'not a time' });
  return z.NEVER;
});

/** Seconds, as the changes of a webhook have it; some fields were seen as text. */
export const unixTime = z.coerce.number().transform((seconds) => new Date(seconds * 1000));

/** Milliseconds, as the messaging events of a webhook have it. */
export const unixMsTime = z.coerce.number().transform((ms) => new Date(ms));

/** A time as `since` and `until` take it. */
export function toUnix(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
