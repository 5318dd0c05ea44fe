'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { holdKeys, releaseKeys, takeHeldKeys } from '#components/keys/type-ahead.ts';
import { OPENING_MS } from '#components/keys/use-keys.ts';
import { useGoToMerged } from '#components/inbox-state/merged/use-go-to-merged.ts';
import { useGoTo } from '#components/inbox-state/workspace/use-go-to.ts';
import { Picker, type PickerOption } from '#components/ui/overlays/picker.tsx';
import type { DialogProps } from '../dialog-props.ts';
import type { Run } from './run.ts';
import { useCommandGroups } from './use-command-groups.ts';
import { useFoundGroups } from './use-found-groups.ts';
import { useLanguageGroup } from './use-language-group.ts';
import { useListGroups } from './use-list-groups.ts';
import { usePageGroups } from './use-page-groups.ts';

/** Finds any command, page, list, person, item or saved reply, shows its key, and searches all items for any other text. */
export function Palette({ onClose }: DialogProps) {
  const t = useTranslations('keys');
  const { screen, spansWorkspaces } = useInbox();
  const goTo = useGoTo();
  const goToMerged = useGoToMerged();
  const [text, setText] = useState('');
  const run: Run = (act, { opensField } = { opensField: false }) => {
    const first = takeHeldKeys();
    onClose();
    // Until then, what is typed must not run as commands: it may be meant for the next dialog.
    holdKeys({ forMs: OPENING_MS, first });
    // After the dialog has returned the focus.
    requestAnimationFrame(() => {
      act();
      if (!opensField && !screen.get().dialog) releaseKeys();
    });
  };
  const query = text.trim();
  const search: PickerOption = {
    id: 'search',
    label: t('searchFor', { q: query }),
    isAlways: true,
    onSelect: () =>
      run(() => (spansWorkspaces ? goToMerged : goTo)('all', new URLSearchParams({ q: query }).toString())),
  };
  const lists = useListGroups(run, query);
  const found = useFoundGroups(run, query, spansWorkspaces);
  const groups = [
    ...useCommandGroups(run),
    ...usePageGroups(run),
    useLanguageGroup(run),
    ...(spansWorkspaces ? [] : lists),
    { heading: null, options: query ? [search] : [] },
    ...found,
  ];
  return (
    <Picker
      label={t('palette')}
      placeholder={t('palettePlaceholder')}
      empty={t('paletteEmpty')}
      onClose={onClose}
      onTextChange={setText}
      groups={groups}
    />
  );
}
