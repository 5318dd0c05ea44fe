import { defineAct, may } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { openCase } from '../cases/open-case.ts';
import { readCase } from '../cases/read-case.ts';
import { suggestCases } from '../cases/suggest-cases.ts';
import { readValues } from '../fields/read-values.ts';
import { pageOf } from './list-messages.ts';
import { readContact } from './read-contact.ts';
import { readMessages } from './read-messages.ts';
import { readSurroundings } from './read-surroundings.ts';
import { readItemRow } from '../list/read-item-rows.ts';
import type { ItemDetail } from '../types.ts';

/** Messages on the first screen of an item. */
const FIRST_SCREEN = 50;

/**
 * Everything that an opened item shows first, in a constant number of statements for any length of thread.
 * @throws Refusal `not_found`
 */
export const getItem = defineAct('items.read', async (caller, { itemId }: { itemId: string }): Promise<ItemDetail> => {
  const id = uuid(itemId);
  return await asMember(caller, async (tx) => {
    const item = await readItemRow(tx, caller, id);
    const messages = await readMessages(tx, caller, { itemId: id, before: null, limit: FIRST_SCREEN + 1 });
    const { post, notes, history, presence } = await readSurroundings(tx, caller, id);
    const contact = await readContact(tx, { contactId: item.contact.id, exceptItemId: id });
    const fields = await readValues(tx, id);
    const joined = item.case ? await readCase(tx, caller, item.case.id) : null;
    return {
      item,
      ...pageOf(messages, { itemId: id, limit: FIRST_SCREEN }),
      post,
      contact,
      notes,
      fields,
      history,
      presence,
      case: joined,
      caseSuggestions: may(caller, openCase) ? await suggestCases(tx, caller, id) : [],
    };
  });
});
