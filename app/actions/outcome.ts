import { unstable_rethrow } from 'next/navigation';
import { randomBytes } from 'node:crypto';
import { log } from '#lib/log.ts';
import { Refusal, type RefusalCode } from '#lib/refusal.ts';

/**
 * Why an action was not done; its sentence is `errors.refusal.<code>`, or `errors.unexpected` with a `reference`. That the
 * server could not be reached, only the browser can tell.
 */
export type Failure = { code: RefusalCode | 'unexpected' | 'unreachable'; values: Record<string, unknown> };

/** What an action answers. A refusal is an answer too: thrown, it would lose its code on the way to the browser. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** Runs an act: a refusal becomes an answer, a bug is logged once under a reference that the answer carries. */
export async function outcomeOf<T>(name: string, run: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await run() };
  } catch (error) {
    unstable_rethrow(error); // Next's own: a redirect or a not-found
    return { ok: false, failure: failureOf(name, error) };
  }
}

function failureOf(name: string, error: unknown): Failure {
  if (error instanceof Refusal) return { code: error.code, values: error.values };
  const reference = randomBytes(4).toString('hex');
  log.error({ err: error, action: name, reference }, 'a server action failed');
  return { code: 'unexpected', values: { reference } };
}
