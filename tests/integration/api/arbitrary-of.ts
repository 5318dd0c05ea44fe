import fc from 'fast-check';
import { z } from 'zod';

/**
 * Values that a schema of the API accepts, with ids from a given pool, so that a new operation is tested
 * without changing a test.
 */
export function arbitraryOf(schema: unknown, ids: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodUUID) return ids;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return fc.option(arbitraryOf(schema.unwrap(), ids), { nil: undefined, freq: 3 });
  }
  if (schema instanceof z.ZodNullable) return fc.option(arbitraryOf(schema.unwrap(), ids), { nil: null });
  if (schema instanceof z.ZodReadonly) return arbitraryOf(schema.unwrap(), ids);
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape).map(([name, field]) => [name, arbitraryOf(field, ids)] as const);
    return fc.record(Object.fromEntries(fields));
  }
  if (schema instanceof z.ZodArray) return fc.array(arbitraryOf(schema.element, ids), { minLength: 1, maxLength: 3 });
  if (schema instanceof z.ZodRecord) return fc.dictionary(fc.constantFrom('identifier', 'password'), words);
  if (schema instanceof z.ZodDiscriminatedUnion || schema instanceof z.ZodUnion) {
    return fc.oneof(...schema.options.map((option) => arbitraryOf(option, ids)));
  }
  if (schema instanceof z.ZodIntersection) {
    const { left, right } = schema.def;
    return fc
      .tuple(arbitraryOf(left, ids), arbitraryOf(right, ids))
      .map(([a, b]) => ({ ...(a as object), ...(b as object) })); // both sides are objects
  }
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values);
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodNumber) return fc.integer({ min: 1, max: 4 });
  if (schema instanceof z.ZodISODateTime) return fc.constant(new Date(Date.now() + 86_400_000).toISOString());
  if (schema instanceof z.ZodISODate) return fc.constantFrom('2026-12-24', '2026-12-25');
  if (schema instanceof z.ZodEmail) return fc.constant('someone@example.test');
  // A flag of the query, and other texts that mean something else.
  if (schema instanceof z.ZodPipe)
    return schema.in instanceof z.ZodString ? fc.constantFrom('true', 'false') : arbitraryOf(schema.in, ids);
  if (schema instanceof z.ZodString) return fc.oneof(words, ids);
  if (schema instanceof z.ZodUnknown || schema instanceof z.ZodUndefined) return fc.constant(undefined);
  throw new Error(`say here how to make a ${(schema as z.ZodType).def.type}`); // zod makes nothing else
}

/** Whether the schema contains an id. */
export function takesIds(schema: unknown): boolean {
  if (schema instanceof z.ZodUUID) return true;
  if (schema instanceof z.ZodObject) return Object.values(schema.shape).some(takesIds);
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodReadonly
  ) {
    return takesIds(schema.unwrap());
  }
  if (schema instanceof z.ZodArray) return takesIds(schema.element);
  if (schema instanceof z.ZodUnion) return schema.options.some(takesIds);
  if (schema instanceof z.ZodIntersection) return takesIds(schema.def.left) || takesIds(schema.def.right);
  return false;
}

const words = fc.constantFrom('delivery', 'colis', 'où est mon colis', 'x');
