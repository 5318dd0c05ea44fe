'use client';
import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import type { ItemRow } from '#lib/items/types.ts';

/** An item's tags, with buttons to remove and add one. */
export function Tags({ row }: { row: ItemRow }) {
  const t = useTranslations('context');
  const { can } = useWorkspace();
  const acts = useActs();
  const mayTag = can('tagItem');
  return (
    <ul className="flex flex-wrap gap-1 touch:items-center touch:gap-y-2">
      {row.tags.map((tag) => (
        <li
          key={tag.id}
          className="inline-flex h-6 max-w-full items-center rounded-[4px] bg-sunken pl-1.5 text-xs font-medium touch:h-9"
        >
          <span className="truncate pr-1.5">
            <span className="text-muted">#</span>
            <BidiText>{tag.name}</BidiText>
          </span>
          {mayTag ? (
            <button
              type="button"
              aria-label={t('removeTag', { name: tag.name })}
              onClick={() => void acts.tag([row.id], { remove: [tag.name] })}
              className="relative touch-target inline-flex size-6 items-center justify-center text-muted hover:text-ink touch:size-9"
            >
              <X size={12} strokeWidth={1.5} aria-hidden />
            </button>
          ) : null}
        </li>
      ))}
      {mayTag ? (
        <li>
          <AddTag itemId={row.id} text={t('addTag')} />
        </li>
      ) : null}
    </ul>
  );
}

/** Opens the picker of tags. */
export function AddTag({ itemId, text }: { itemId: string; text: string }) {
  const { screen } = useInbox();
  return (
    <button
      type="button"
      onClick={() => screen.set({ dialog: { kind: 'tag', itemIds: [itemId] } })}
      className="inline-flex h-6 items-center gap-1 rounded-[4px] px-1.5 text-xs text-muted hover:bg-hover hover:text-ink max-phone:h-11"
    >
      <Icon of={Plus} size={12} />
      {text}
    </button>
  );
}
