'use client';
import { FolderPlus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type CaseActs, useCaseActs } from '#components/inbox-state/acts/use-case-acts.ts';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { CaseSuggestion } from '#lib/items/cases/types.ts';
import type { ItemRow } from '#lib/items/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';
import { CaseItem } from './case-items.tsx';

type Props = { row: ItemRow; suggestions: readonly CaseSuggestion[] };

/** Items that may belong to the same matter, with the reason: one press joins them, another says that they do not. */
export function CaseSuggestions({ row, suggestions }: Props) {
  const t = useTranslations('cases');
  const acts = useCaseActs();
  const nameOf = useName();
  return (
    <ul aria-label={t('suggested')} className="-mx-2 flex flex-col">
      {suggestions.map(({ item, reason }) => {
        const name = isolated(plainLine(nameOf(item.contact.name)));
        return (
          <CaseItem key={item.id} item={item} note={t(`reason.${reason}`)}>
            <IconButton
              size="small"
              label={t('accept', { name })}
              icon={<Icon of={FolderPlus} size={14} />}
              onClick={() => void accept(acts, row, item)}
            />
            <IconButton
              size="small"
              label={t('dismiss', { name })}
              icon={<Icon of={X} size={14} />}
              onClick={() => void acts.dismiss(row.id, item.id)}
            />
          </CaseItem>
        );
      })}
    </ul>
  );
}

/** Whichever is in a case takes the other one in; else a case is opened. */
async function accept(acts: CaseActs, row: ItemRow, other: ItemRow): Promise<void> {
  if (row.case) await acts.add([other.id], row.case);
  else if (other.case) await acts.add([row.id], other.case);
  else await acts.open([row.id, other.id]);
}
