'use client';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox/workspace-context.tsx';
import { isOffered, runCommand } from '#components/keys/command-registry.ts';
import { commandGroups, commandIds, commands } from '#components/keys/commands.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { go } from '#components/route/route-store.ts';
import { Picker, type PickerGroup, type PickerOption } from '#components/ui/picker.tsx';
import { useState } from 'react';
import type { AskProps } from './dialogs.tsx';

/** Finds any command, with its key beside it, and anything else by searching for it. */
export function Palette({ onClose }: AskProps) {
  const t = useTranslations('keys');
  const commandText = useTranslations('commands');
  const keys = useShownKeys();
  const { can, workspaces, slug } = useWorkspace();
  const [text, setText] = useState('');
  const run = (act: () => void) => {
    onClose();
    // After the window has given the focus back.
    requestAnimationFrame(act);
  };
  const usable = commandIds.filter((id) => {
    const command = commands[id];
    return id !== 'palette' && isOffered(id) && (!('permission' in command) || can(command.permission));
  });
  const query = text.trim();
  const groups: PickerGroup[] = [
    ...commandGroups.map((group) => ({
      heading: t(`group.${group}`),
      options: usable
        .filter((id) => commands[id].group === group)
        .map((id) => ({
          id,
          label: commandText(id),
          words: `${commandText(id)} ${id}`,
          keys: keys(id),
          onSelect: () => run(() => runCommand(id)),
        })),
    })),
    {
      heading: t('workspaces'),
      options: workspaces
        .filter((workspace) => workspace.slug !== slug)
        .map((workspace) => ({
          id: `workspace ${workspace.slug}`,
          label: t('goTo', { name: workspace.name }),
          words: `${t('goTo', { name: workspace.name })} ${workspace.slug}`,
          onSelect: () => location.assign(`/w/${workspace.slug}/open`),
        })),
    },
    { heading: null, options: query ? [searchOption(query)] : [] },
  ];
  function searchOption(q: string): PickerOption {
    const search = () => go({ view: 'all', itemId: null, query: new URLSearchParams({ q }).toString() });
    return { id: 'search', label: t('searchFor', { q }), isAlways: true, onSelect: () => run(search) };
  }
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
