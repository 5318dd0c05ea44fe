import type { Tx } from '#lib/db/tx.ts';
import { detectLanguage } from '#lib/language/detect-language.ts';
import { takeStock } from '#lib/quotas/take-stock.ts';
import { changeItems } from '../change/change-items.ts';

/** @property memberId who asked */
type GuestNote = { workspaceId: string; itemId: string; memberId: string; guestLinkId: string; text: string };

/**
 * Adds the answer of a guest to an item, and notifies who asked. No member changes it.
 * @throws Refusal `quota_reached`
 */
export async function addGuestNote(tx: Tx, note: GuestNote): Promise<void> {
  const { workspaceId, itemId, guestLinkId, text } = note;
  await takeStock(tx, workspaceId, [{ quota: 'notes_of_item', subject: itemId }]);
  const { id } = await tx.note.create({ data: { ...note, language: detectLanguage(text) }, select: { id: true } });
  await changeItems(tx, { workspaceId, guest: true }, [itemId], {
    event: 'guest_answered',
    noteId: id,
    details: { guestLinkId },
  });
}
