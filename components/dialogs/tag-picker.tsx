'use client';
import { useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useTagList, useTagsPhase } from '#components/inbox-state/workspace/use-tags.ts';
import { Icon } from '#components/ui/icon.tsx';
import { Picker, type PickerOption } from '#components/ui/overlays/picker.tsx';
import { TAG_LIMIT } from '#lib/items/types.ts';
import type { DialogProps } from './dialog-props.ts';
import { useTargets } from './use-targets.ts';

/** Adds and removes tags. An unknown name becomes a new tag. */
export function TagPicker({ itemIds, onClose }: DialogProps) {
  const t = useTranslations('asks');
  const commonText = useTranslations('common');
  const phase = useTagsPhase();
  const { items } = useInbox();
  const acts = useActs();
  const cache = useQueryClient();
  const targets = useTargets(itemIds);
  const [text, setText] = useState('');
  const { tags, isLoading } = useTagList({ search: text.replace(/^#/u, '').slice(0, TAG_LIMIT) });
  const name = text.trim().replace(/^#/u, '').slice(0, TAG_LIMIT);
  const isOnAll = (tag: string) => itemIds.every((id) => items.row(id)?.tags.some((one) => one.name === tag));
  const toggle = (tag: string) => {
    const change = isOnAll(tag) && !targets.isAll ? { remove: [tag] } : { add: [tag] };
    onClose();
    targets.run('tag', change, async () => {
      const isDone = await acts.tag(itemIds, change);
      await cache.invalidateQueries({ queryKey: ['tags'] });
      return isDone;
    });
  };
  const isNew = name !== '' && !tags.some((tag) => tag.name.toLowerCase() === name.toLowerCase());
  const known: PickerOption[] = tags.map((tag) => ({
    id: tag.id,
    label: tag.name,
    icon: '#',
    isChosen: isOnAll(tag.name),
    onSelect: () => toggle(tag.name),
  }));
  const unknown: PickerOption[] = !isNew
    ? []
    : [
        {
          id: 'new',
          label: t('newTag', { name }),
          isAlways: true,
          icon: <Icon of={Plus} />,
          onSelect: () => toggle(name),
        },
      ];
  return (
    <Picker
      label={t('tag', { count: itemIds.length })}
      placeholder={t('tagPlaceholder')}
      empty={phase === 'failed' ? t('tagsFailed') : phase === 'loading' ? commonText('loading') : t('noTags')}
      onClose={onClose}
      onTextChange={setText}
      isLoading={isLoading}
      groups={[{ heading: t('tags'), options: [...known, ...unknown] }]}
    />
  );
}
