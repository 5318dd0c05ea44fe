import { z } from 'zod';

/**
 * Prepares the query for its schema: a list accepts `a=1&a=2` and `a=1,2`; other parameters use their last value.
 * An empty value counts as absent.
 */
export function readQuery(search: URLSearchParams, schema: z.ZodObject): Record<string, unknown> {
  const query: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(schema.shape)) {
    const values = search.getAll(name).filter((value) => value !== '');
    if (values.length > 0) query[name] = isList(field) ? values.flatMap((value) => value.split(',')) : values.at(-1);
  }
  return query;
}

function isList(field: unknown): boolean {
  if (field instanceof z.ZodOptional || field instanceof z.ZodDefault) return isList(field.unwrap());
  return field instanceof z.ZodArray;
}
