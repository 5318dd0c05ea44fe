import { publishSignals } from '../announce.ts';
import type { DraftEvent, ItemAccess } from '../types.ts';

/** Tells the browsers that show the item, after the commit, that a draft changed; a note's, only its author's others. */
export async function emitDraft(
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
  { itemId, mode, version }: Pick<DraftEvent, 'itemId' | 'mode' | 'version'>,
  item: ItemAccess,
): Promise<void> {
  await publishSignals([{ workspaceId, draft: { kind: 'draft', itemId, memberId, mode, version }, item }]);
}
