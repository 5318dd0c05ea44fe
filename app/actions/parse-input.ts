import type { z } from 'zod';
import { findUnfitText } from '#lib/check-text.ts';
import { Refusal } from '#lib/refusal.ts';

/**
 * What somebody gave to a server action, as its schema wants it.
 * @throws Refusal `text_unfit` where a text of it cannot be stored; `invalid`; both with the `field`
 */
export async function parseInput<Input>(schema: z.ZodType<Input>, given: unknown): Promise<Input> {
  requireFitText(given);
  const parsed = await schema.safeParseAsync(given);
  if (!parsed.success) throw new Refusal('invalid', { field: parsed.error.issues[0]?.path.join('.') ?? '' });
  return parsed.data;
}

/** @throws Refusal `text_unfit` with the `field` */
export function requireFitText(given: unknown): void {
  const [unfit] = findUnfitText(given);
  if (unfit) throw new Refusal('text_unfit', { field: unfit.path.join('.') });
}
