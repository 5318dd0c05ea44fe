'use client';
import { FolderPlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ItemContent } from '#components/inbox-state/items/item-content.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { Icon } from '#components/ui/icon.tsx';
import type { ItemRow } from '#lib/items/types.ts';
import { CaseBody } from './case-body.tsx';
import { CaseSuggestions } from './case-suggestions.tsx';

type Props = { row: ItemRow; content: ItemContent; wrap: (title: string, children: ReactNode) => ReactNode };

/** The case that an item is in, and the items that may belong to the same matter; else how to put it into one. */
export function CaseSection({ row, content, wrap }: Props) {
  const t = useTranslations('cases');
  const { can } = useWorkspace();
  const { case: joined, caseSuggestions } = content;
  const mayJoin = can('openCase');
  const suggestions =
    mayJoin && caseSuggestions.length > 0 ? <CaseSuggestions row={row} suggestions={caseSuggestions} /> : null;
  if (joined) {
    return wrap(
      t('title'),
      <>
        <CaseBody row={row} joined={joined} />
        {suggestions}
      </>,
    );
  }
  if (suggestions) return wrap(t('title'), suggestions);
  return mayJoin ? (
    <div className="-mx-1.5 border-t border-line py-1.5">
      <AddToCase itemId={row.id} />
    </div>
  ) : null;
}

/** Opens the picker of cases. */
function AddToCase({ itemId }: { itemId: string }) {
  const t = useTranslations('cases');
  const { screen } = useInbox();
  return (
    <button
      type="button"
      data-tip-keys={useShownKeys()('case')}
      data-tip={t('add')}
      onClick={() => screen.set({ dialog: { kind: 'case', itemIds: [itemId] } })}
      className="inline-flex h-6 items-center gap-1 rounded-[4px] px-1.5 text-xs text-muted hover:bg-hover hover:text-ink max-phone:h-11"
    >
      <Icon of={FolderPlus} size={12} />
      {t('add')}
    </button>
  );
}
