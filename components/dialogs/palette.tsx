'use client';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox/workspace-context.tsx';
import { isOffered, runCommand } from '#components/keys/command-registry.ts';
import { commandGroups, commandIds, commands } from '#components/keys/commands.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { go } from '#components/route/route-store.ts';
import { Picker, PickerGroup, PickerItem } from '#components/ui/picker.tsx';
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
    return id !== 'palette' && isOffered(id) && (!('act' in command) || can(command.act));
  });
  return (
    <Picker
      label={t('palette')}
      placeholder={t('palettePlaceholder')}
      empty={t('paletteEmpty')}
      onClose={onClose}
      value={text}
      onValueChange={setText}
    >
      {commandGroups.map((group) => {
        const ids = usable.filter((id) => commands[id].group === group);
        return ids.length > 0 ? (
          <PickerGroup key={group} heading={t(`group.${group}`)}>
            {ids.map((id) => (
              <PickerItem
                key={id}
                value={`${commandText(id)} ${id}`}
                keys={keys(id)}
                onSelect={() => run(() => runCommand(id))}
              >
                {commandText(id)}
              </PickerItem>
            ))}
          </PickerGroup>
        ) : null;
      })}
      <PickerGroup heading={t('workspaces')}>
        {workspaces
          .filter((workspace) => workspace.slug !== slug)
          .map((workspace) => (
            <PickerItem
              key={workspace.slug}
              value={`${t('goTo', { name: workspace.name })} ${workspace.slug}`}
              onSelect={() => location.assign(`/w/${workspace.slug}/open`)}
            >
              {t('goTo', { name: workspace.name })}
            </PickerItem>
          ))}
      </PickerGroup>
      {text.trim() ? (
        <PickerItem
          value={`search ${text}`}
          keywords={[text]}
          onSelect={() =>
            run(() => go({ view: 'all', itemId: null, query: new URLSearchParams({ q: text.trim() }).toString() }))
          }
        >
          {t('searchFor', { q: text.trim() })}
        </PickerItem>
      ) : null}
    </Picker>
  );
}
