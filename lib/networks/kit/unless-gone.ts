import { NetworkError } from '../errors.ts';

/** The answer of a call; null when what it asks for does not exist any more. Every other error is thrown. */
export function unlessGone<T>(call: Promise<T>): Promise<T | null> {
  return nullWhen(call, ({ kind }) => kind === 'gone');
}

/** As {@link unlessGone}; null also when the network refuses this one call. */
export function unlessGoneOrRefused<T>(call: Promise<T>): Promise<T | null> {
  return nullWhen(call, ({ kind }) => kind === 'gone' || kind === 'refused');
}

/** As {@link unlessGone}; null also when the network rejects this one call without a known reason. */
export function unlessGoneOrRejected<T>(call: Promise<T>): Promise<T | null> {
  return nullWhen(call, ({ kind, reason }) => kind === 'gone' || reason === 'rejected');
}

/**
 * The answer of a read; undefined when the answer cannot be read. For looks at one object beside a list: like an entry of it,
 * it must not end the reading.
 */
export async function unlessUnreadable<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof NetworkError && error.kind === 'unavailable' && error.reason === 'unexpected_answer')
      return undefined;
    throw error;
  }
}

/** Whether a call fails because what it asks for does not exist any more. Every other error is thrown. */
export async function isGone(call: Promise<unknown>): Promise<boolean> {
  return (await unlessGone(call.then(() => true))) === null;
}

async function nullWhen<T>(call: Promise<T>, isExpected: (error: NetworkError) => boolean): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof NetworkError && isExpected(error)) return null;
    throw error;
  }
}
