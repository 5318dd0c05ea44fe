import { z } from 'zod';
import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { readCursor, writeCursor } from '../list/cursor.ts';
import { readMessages } from './read-messages.ts';
import type { MessageView } from '../types.ts';

/** The most messages of one page. */
const LIMIT = 100;
const keys = z.tuple([z.iso.datetime(), z.guid()]);

/**
 * An item's messages, oldest first: the latest, or with a cursor those before it.
 * @throws Refusal `not_found`; `invalid` (`cursor`, `limit`)
 */
export const listMessages = defineAct(
  'items.read',
  async (
    caller,
    { itemId, cursor, limit = 50 }: { itemId: string; cursor?: string | null; limit?: number },
  ): Promise<{ messages: MessageView[]; earlierCursor: string | null }> => {
    const id = uuid(itemId);
    if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT) throw new Refusal('invalid', { field: 'limit' });
    const before = cursor ? readCursor(cursor, { itemId: id }, keys) : null;
    return await asMember(caller, async (tx) => {
      const messages = await readMessages(tx, caller, { itemId: id, before, limit: limit + 1 });
      if (messages.length === 0 && !(await tx.item.findFirst({ where: { id }, select: { id: true } }))) {
        throw new Refusal('not_found');
      }
      return pageOf(messages, { itemId: id, limit });
    });
  },
);

/** Removes the extra message that was read to see whether there is another page. */
export function pageOf(messages: MessageView[], { itemId, limit }: { itemId: string; limit: number }) {
  const shown = messages.slice(-limit);
  const first = shown[0];
  return {
    messages: shown,
    earlierCursor: messages.length > limit && first ? writeCursor({ itemId }, [first.createdAt, first.id]) : null,
  };
}
