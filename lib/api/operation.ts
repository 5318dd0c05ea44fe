import type { z } from 'zod';
import type { Act, Right } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { ProblemCode } from './problem.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** Raw bytes instead of JSON. */
export type Bytes = { types: readonly string[]; maxBytes: number };

type Parts = { params: z.ZodObject; query: z.ZodObject; body: z.ZodType };

/** What an operation may know about the request besides its input. */
export type Circumstances = {
  request: Request;
  /** The raw body, for an operation that accepts bytes. */
  bytes: Uint8Array<ArrayBuffer>;
  mimeType: string;
  /** Rechecks whether the caller still has access. */
  isStillAllowed: () => Promise<boolean>;
};

type Declared = {
  /** Unique; the OpenAPI document's `operationId`. */
  id: string;
  method: Method;
  /** The path below the workspace's address. Each `{name}` has its schema in `params`. */
  path: string;
  summary: string;
  status?: 200 | 201 | 202 | 204;
  /** The act's own refusals, besides those that follow from the operation's shape (`refusals-of.ts`). */
  refusals?: readonly ProblemCode[];
  takes?: Bytes;
  /** Fields of the answer that are shown only once and therefore not stored under an `Idempotency-Key`. */
  shownOnce?: readonly string[];
  /** The media type of an answer that is no JSON object, or several. */
  gives?: string | readonly string[];
  /** Supports range requests: 206, or 416 for an invalid range. */
  hasRanges?: boolean;
};

/** One operation of the API: its route, permission check, input validation and documentation derive from this. */
export type Operation = Declared & {
  act: Right;
  params: z.ZodObject;
  query: z.ZodObject;
  body: z.ZodType;
  answer: z.ZodType;
  run: (caller: Caller, input: ParsedInput, circumstances: Circumstances) => Promise<unknown>;
};

/** The input after validation by the operation's schemas. */
export type ParsedInput = { params: unknown; query: unknown; body: unknown };

/**
 * Declares a call of the API by the act that it calls. `run` gets that act with the caller filled in and no caller, so
 * it cannot call another act: the permission of the operation is always its act's.
 */
export function operation<
  Input extends unknown[],
  Result,
  P extends Parts['params'],
  Q extends Parts['query'],
  B extends Parts['body'],
  A extends z.ZodType,
>({
  act,
  run,
  ...declared
}: Declared & {
  act: Act<Input, Result>;
  params: P;
  query: Q;
  body: B;
  answer: A;
  run: (
    act: (...input: Input) => Promise<Result>,
    input: { params: z.output<P>; query: z.output<Q>; body: z.output<B> },
    circumstances: Circumstances,
  ) => Promise<z.input<A> | Response>;
}): Operation {
  // `run` takes the types that its own schemas produce, which the compiler cannot follow through the table.
  return {
    ...declared,
    act,
    run: async (caller, input, circumstances) =>
      await run(
        async (...given) => await act(caller, ...given),
        // Parsed by this operation's own schemas, which the compiler cannot follow through the table.
        input as { params: z.output<P>; query: z.output<Q>; body: z.output<B> },
        circumstances,
      ),
  };
}
