import { defineRight } from '#lib/act.ts';
import type { SavedView as Row } from '#lib/db/generated/client.ts';
import type { Role } from '#lib/caller.ts';
import type { ItemFilter, ItemSort } from '../types.ts';

/** To share a view, and to change or delete a shared one. */
export const shareView = defineRight('views.share');

export type SavedFilter = ItemFilter & { sort?: ItemSort };
/**
 * A filter with a name; a shared one is every member's.
 * @property firstFor the roles for which a shared view stands first, and opens when they enter the workspace
 */
export type SavedView = { id: string; name: string; filter: SavedFilter; isShared: boolean; firstFor: Role[] };

export function savedView({ id, name, filter, memberId, firstFor }: Row): SavedView {
  // Checked when it was saved; the list reads it through the same check again.
  return { id, name, filter: filter as SavedFilter, isShared: memberId === null, firstFor };
}
