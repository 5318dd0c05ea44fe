import type { ActionRequest } from '../contract.ts';

type OtherActions = Pick<ActionRequest, 'belongsToOtherAction'>;

/**
 * Of the account's messages that say what an action was to say, the one that may be its end. Those that other actions
 * left there are passed over.
 * @param idOf as a receipt would name it
 */
export async function findUnclaimed<T>(
  same: Iterable<T>,
  idOf: (one: T) => string,
  { belongsToOtherAction }: OtherActions,
): Promise<T | undefined> {
  for (const one of same) {
    if (!(await belongsToOtherAction?.(idOf(one)))) return one;
  }
  return undefined;
}

/** Of the account's messages those that no other action left there. */
export async function withoutOtherActions<T>(
  own: Iterable<T>,
  idOf: (one: T) => string,
  { belongsToOtherAction }: OtherActions,
) {
  const left: T[] = [];
  for (const one of own) {
    if (!(await belongsToOtherAction?.(idOf(one)))) left.push(one);
  }
  return left;
}
