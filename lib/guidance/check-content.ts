import type { z } from 'zod';
import { Refusal } from '#lib/refusal.ts';

/** @throws Refusal `invalid` naming the field */
export function checkContent<Schema extends z.ZodType>(schema: Schema, input: z.input<Schema>): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new Refusal('invalid', { field: String(parsed.error.issues[0]?.path[0] ?? '') });
  return parsed.data;
}

type Given = { fr: string; en: string; startsAt: string | null; endsAt: string | null };

/**
 * What is stored of the texts and the time.
 * @param since when it began before, where no beginning is given
 * @throws Refusal `text_empty` without either half; `invalid` for an end that is not after its beginning
 */
export function contentOf({ fr, en, startsAt, endsAt }: Given, since = new Date()) {
  if (fr === '' && en === '') throw new Refusal('text_empty');
  const from = startsAt === null ? since : new Date(startsAt);
  const until = endsAt === null ? null : new Date(endsAt);
  if (until && until <= from) throw new Refusal('invalid', { field: 'endsAt' });
  return { fr, en, startsAt: from, endsAt: until };
}
