'use client';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { isCommandAvailable, runCommand } from '#components/keys/command-registry.ts';
import { commandGroups, commandIds, commands } from '#components/keys/commands.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { navigate } from '#components/route/route-store.ts';
import { Picker, type PickerGroup, type PickerOption } from '#components/ui/overlays/picker.tsx';
import { useState } from 'react';
import type { DialogProps } from './dialog-props.ts';

/** Finds any command, shows its key, and searches all items for any other text. */
export function Palette({ onClose }: DialogProps) {
  const t = useTranslations('keys');
  const commandText = useTranslations('commands');
  const keys = useShownKeys();
  const { can, workspaces, slug } = useWorkspace();
  const [text, setText] = useState('');
  const run = (act: () => void) => {
    onClose();
    // After the dialog has returned the focus.
    requestAnimationFrame(act);
  };
  const usable = commandIds.filter((id) => {
    const command = commands[id];
    return id !== 'palette' && isCommandAvailable(id) && (!('act' in command) || can(command.act));
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
    const search = () => navigate({ view: 'all', itemId: null, query: new URLSearchParams({ q }).toString() });
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
