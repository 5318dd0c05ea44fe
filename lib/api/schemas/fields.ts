import { z } from 'zod';

/** The document's named schemas; filled when their files are loaded. */
export const named = new Map<string, z.ZodType>();

export function name<T extends z.ZodType>(id: string, schema: T): T {
  const it = schema.meta({ id });
  named.set(id, it);
  return it;
}

export const id = z.uuid();
/** A time in ISO 8601, UTC. */
export const moment = z.iso.datetime();
/** A language as a BCP 47 tag; null where it is not known. */
export const language = z.string().nullable();
export const count = z.int().min(0);
export const ref = z.object({ id, name: z.string() });
export const seenGuidance = z
  .string()
  .max(20_000)
  .describe('`seen` of the guidance that was read; if it changed since, the call is refused');
export const cursor = z.string().max(1_000);
/** A flag in a query: `true`, `1`, `yes`… */
export const queryFlag = z.stringbool();
export const none = z.object({});
/** An answer without a body. */
export const nothing = z.undefined();
