import { defineAct } from '#lib/act.ts';
import { closeItem } from './change/close-item.ts';
import type { ItemChange } from './change/change-items.ts';
import type { FieldValue } from './fields/types.ts';
import type { ActResult } from './types.ts';

type Input = {
  itemId: string;
  /** What is asked before, where it is not known yet. */
  fields?: readonly FieldValue[];
};

/**
 * Resolves an item until its contact writes again. Failed replies count as seen.
 * @throws Refusal `not_found`; `parts_open` with the `members` whose part it waits for; `fields_missing` with the `fields` that
 *   are asked before; `invalid` naming the field whose value does not fit
 */
export const resolveItem = defineAct('items.work', async (caller, { itemId, fields }: Input): Promise<ActResult> => {
  return await closeItem(caller, itemId, resolution, fields);
});

export const resolution: ItemChange = { event: 'resolved' };
