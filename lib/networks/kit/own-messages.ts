import type { ActionRequest } from '../contract.ts';

type OtherActions = Pick<ActionRequest, 'belongsToOtherAction'>;

/**
 * Of the account's messages with the text of an action, the one that this action may have sent. Skips messages that
 * other actions sent.
 * @param idOf the id that a receipt would have
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

/** The account's messages without those that other actions sent. */
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
