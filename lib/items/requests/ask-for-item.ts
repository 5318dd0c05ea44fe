import { defineAct } from '#lib/act.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { changeItem } from '../change/change-items.ts';
import { cleanText } from '../clean-text.ts';
import { readItemRow } from '../list/read-item-rows.ts';
import { type ActResult } from '../types.ts';
import { WORD_LIMIT } from '../parts/types.ts';

type Input = { itemId: string; word?: string };

/**
 * Asks the holder for an item, with a word. Asking again replaces the word. The request ends when the item changes hands.
 * @throws Refusal `not_found`; `not_held` when nobody holds it, or the caller does: a free item is claimed
 */
export const askForItem = defineAct('items.work', async (caller, { itemId, word = '' }: Input): Promise<ActResult> => {
  const id = uuid(itemId);
  const text = wordOf(word);
  const item = await asMember(caller, async (tx) => {
    const changed = await changeItem(tx, caller, id, {
      event: 'asked_for',
      where: Prisma.sql`target."ownerId" IS NOT NULL AND target."ownerId" <> ${caller.memberId}::uuid`,
      details: text ? { word: text } : {},
    });
    if (!changed) {
      await readItemRow(tx, caller, id);
      throw new Refusal('not_held');
    }
    await tx.$executeRaw`
        INSERT INTO "item_request" AS r ("workspaceId", "itemId", "memberId", "holderId", "word")
        SELECT i."workspaceId", i."id", ${caller.memberId}::uuid, i."ownerId", ${text} FROM "item" i
        WHERE i."workspaceId" = ${caller.workspaceId}::uuid AND i."id" = ${id}::uuid
        ON CONFLICT ("workspaceId", "itemId", "memberId") DO UPDATE SET "word" = EXCLUDED."word", "holderId" = EXCLUDED."holderId"`;
    return await readItemRow(tx, caller, id);
  });
  announce(caller.workspaceId);
  return { item, undo: null };
});

/** @throws Refusal `invalid` beyond the limit */
export function wordOf(text: string): string {
  const word = cleanText(text).trim();
  if (word.length > WORD_LIMIT) throw new Refusal('invalid', { field: 'word', limit: WORD_LIMIT });
  return word;
}
