import type { SubscribedEvent } from '../../contract.ts';
import { refusalOf, subscribeEach } from '../subscribe-each.ts';
import { GraphError } from './errors.ts';

/**
 * Subscribes fields in one call and, where the network refuses it, field by field: one field without its permission
 * refuses the whole call ("(#200) To subscribe to the messages field, …"). No document says whether a call adds to the
 * fields of earlier calls or replaces them. So each call repeats the accepted fields: the last one ends with all of them.
 * @param post one call with these fields
 */
export async function subscribeFields<Field extends string>(
  fields: readonly Field[],
  post: (fields: readonly Field[]) => Promise<unknown>,
): Promise<SubscribedEvent[]> {
  const refusal = await refusalOf(post(fields));
  if (refusal === null || fields.length === 1 || !mayBeOfOneField(refusal)) {
    return fields.map((event) => ({ event, refusal }));
  }
  const accepted: Field[] = [];
  return await subscribeEach(fields, async (field) => {
    await post([...accepted, field]);
    accepted.push(field);
  });
}

/** Whether an error may be about one field: a missing permission, or a name that the network does not know here. */
function mayBeOfOneField(error: unknown): boolean {
  return error instanceof GraphError && (error.reason === 'missing_permission' || error.code === 100);
}
