'use client';
import { useQuery } from '@tanstack/react-query';
import { Folder, FolderMinus, FolderPlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { casesApi } from '#components/api/cases.ts';
import { useCaseActs } from '#components/inbox-state/acts/use-case-acts.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Picker } from '#components/ui/overlays/picker.tsx';
import { CASE_ITEMS_LIMIT, CASE_TITLE_LIMIT } from '#lib/items/cases/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';
import type { DialogProps } from './dialog-props.ts';

const STALE_MS = 30_000;

/** Puts items into a case: an open one, or a new one that has the written words as its title. */
export function CasePicker({ itemIds, onClose }: DialogProps) {
  const t = useTranslations('cases');
  const commonText = useTranslations('common');
  const { slug } = useWorkspace();
  const { items, screen } = useInbox();
  const acts = useCaseActs();
  const nameOf = useName();
  const [text, setText] = useState('');
  const title = text.trim().slice(0, CASE_TITLE_LIMIT);
  const { data, isError } = useQuery({
    queryKey: ['cases', slug, title],
    queryFn: () => casesApi(slug).list(title),
    staleTime: STALE_MS,
    // Rendered ahead, it is about nothing yet.
    enabled: itemIds.length > 0,
    placeholderData: (before) => before,
  });
  const rows = itemIds.flatMap((id) => items.row(id) ?? []);
  const [joined] = rows.flatMap((row) => row.case ?? []);
  const isTogether = joined !== undefined && rows.every((row) => row.case?.id === joined.id);
  const run = (act: () => Promise<boolean>) => {
    onClose();
    // What is not here cannot be joined by its id.
    const isTooMany = itemIds.length > CASE_ITEMS_LIMIT || (screen.get().isAllSelected && itemIds.length > 1);
    if (isTooMany) screen.set({ notice: t('tooMany', { count: CASE_ITEMS_LIMIT }) });
    else void act();
    if (screen.get().selected.size > 0) screen.set({ selected: new Set(), isAllSelected: false, anchorId: null });
  };
  const name = title || plainLine(nameOf(items.row(itemIds[0] ?? '')?.contact.name ?? ''));
  const added = {
    id: 'new',
    label: t('new', { title: isolated(name) }),
    isAlways: true,
    icon: <Icon of={FolderPlus} />,
    onSelect: () => run(() => acts.open(itemIds, title || undefined)),
  };
  const left = isTogether
    ? [
        {
          id: 'out',
          label: t('takeOutOf', { title: isolated(joined.title) }),
          icon: <Icon of={FolderMinus} />,
          onSelect: () => run(() => acts.takeOut(itemIds, joined)),
        },
      ]
    : [];
  const known = (data?.cases ?? [])
    .filter(({ id }) => !(isTogether && id === joined.id))
    .map((choice) => ({
      id: choice.id,
      label: plainLine(choice.title),
      detail: t('itemCount', { count: choice.itemCount }),
      icon: <Icon of={Folder} />,
      onSelect: () => run(() => acts.add(itemIds, choice)),
    }));
  return (
    <Picker
      label={t('pick', { count: itemIds.length })}
      placeholder={t('pickPlaceholder')}
      empty={isError ? t('failed') : data ? t('none') : commonText('loading')}
      onClose={onClose}
      onTextChange={setText}
      isLoading={data === undefined && !isError}
      groups={[{ heading: t('title'), options: [...left, ...(isTogether ? [] : [added]), ...known] }]}
    />
  );
}
