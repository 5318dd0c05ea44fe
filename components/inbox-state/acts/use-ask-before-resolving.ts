'use client';
import { useMemo } from 'react';
import { isAskedOf, type ItemFieldView } from '#lib/items/fields/types.ts';
import { useInbox } from '../inbox-provider.tsx';
import type { Inbox } from '../inbox.ts';
import { useItemFields } from '../workspace/use-item-fields.ts';
import { useWorkspace } from '../workspace/workspace-context.tsx';

type Options = {
  /** The cursor stays where it is. */
  stays?: boolean;
  /** The written reply is sent with it. */
  sends?: boolean;
};

/**
 * Opens the dialog that asks what has to be known before items are resolved.
 * @returns whether there is something to ask; otherwise they can be resolved at once
 */
export function useAskBeforeResolving(): (itemIds: readonly string[], options?: Options) => boolean {
  const inbox = useInbox();
  const { slug } = useWorkspace();
  const fields = useItemFields();
  return useMemo(
    () =>
      (itemIds, options = {}) => {
        // Another workspace asks for other things: what is missing there is said beside the rows.
        const here = itemIds.filter((id) => inbox.scopeOf(id).workspace.slug === slug);
        if (fieldsToAsk(inbox, fields, here).length === 0) return false;
        inbox.screen.set({ dialog: { kind: 'resolve', itemIds, ...options } });
        return true;
      },
    [inbox, fields, slug],
  );
}

/**
 * What is not known of some of the items. Of an item that was not opened yet, its tags alone are known here.
 * When all that match are selected, they can be of any kind.
 */
export function fieldsToAsk(
  { items, screen }: Pick<Inbox, 'items' | 'screen'>,
  fields: readonly ItemFieldView[],
  itemIds: readonly string[],
): ItemFieldView[] {
  if (screen.get().isAllSelected && itemIds.length > 1) return [...fields];
  return fields.filter((field) =>
    itemIds.some((id) => {
      const row = items.row(id);
      if (!row || !isAskedOf(field, row.kind)) return false;
      if (field.kind === 'tag') return row.tags.length === 0;
      return !items.content(id)?.fields.some(({ fieldId }) => fieldId === field.id);
    }),
  );
}
