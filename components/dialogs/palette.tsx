'use client';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { isCommandAvailable, runCommand } from '#components/keys/command-registry.ts';
import { commandGroups, commandIds, commands } from '#components/keys/commands.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { navigate } from '#components/route/route-store.ts';
import { Picker, PickerGroup, PickerItem } from '#components/ui/overlays/picker.tsx';
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
            run(() =>
              navigate({ view: 'all', itemId: null, query: new URLSearchParams({ q: text.trim() }).toString() }),
            )
          }
        >
          {t('searchFor', { q: text.trim() })}
        </PickerItem>
      ) : null}
    </Picker>
  );
}
