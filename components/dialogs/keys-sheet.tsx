'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { checkKeys, type KeysRefusal } from '#components/keys/check-keys.ts';
import { shownKeys, spokenKeys } from '#components/keys/key-text.ts';
import {
  type CommandGroup,
  commandGroups,
  type CommandId,
  commandIds,
  commands,
  keysOf,
} from '#components/keys/commands.ts';
import { useIsMac } from '#components/keys/use-keys.ts';
import { usePrefs } from '#components/prefs/prefs-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/overlays/dialog.tsx';
import { Switch } from '#components/ui/switch.tsx';
import type { DialogProps } from './dialog-props.ts';
import { KeyRow } from './key-row.tsx';

const idsOf = (group: CommandGroup) => commandIds.filter((id) => commands[id].group === group);

/** Two columns of about the same height. The browser could balance them, but it takes as long as all the rest of the sheet. */
const columns = ((): CommandGroup[][] => {
  const half = commandIds.length / 2;
  let above = 0;
  const first = commandGroups.filter((group) => {
    const isFirst = above + idsOf(group).length / 2 <= half;
    above += idsOf(group).length;
    return isFirst;
  });
  return [first, commandGroups.filter((group) => !first.includes(group))];
})();

/** All keys: to read, to change, and to switch off. */
export function KeysSheet({ onClose }: DialogProps) {
  const t = useTranslations('keys');
  const commandText = useTranslations('commands');
  const { prefs, setPrefs } = usePrefs();
  const isMac = useIsMac();
  const [editing, setEditing] = useState<CommandId | null>(null);
  const [refused, setRefused] = useState<{ keys: string; why: KeysRefusal } | null>(null);
  const isChanged = Object.keys(prefs.keys).length > 0;
  const textsOf = (id: CommandId) => {
    const command = commandText(id);
    const keys = keysOf(id, prefs.keys);
    const label = t('change', { command, keys: spokenKeys(keys) || '–' });
    return { command, label, shown: keys ? shownKeys(keys, isMac) : null };
  };
  const assign = (id: CommandId, keys: string) => {
    const why = checkKeys(id, keys, prefs.keys);
    setRefused(why && { keys, why });
    if (why) return;
    setPrefs({ keys: { ...prefs.keys, [id]: keys } });
    setEditing(null);
  };
  return (
    <Dialog isOpen onOpenChange={onClose} title={t('title')} description={t('intro')} className="!w-[min(94vw,48rem)]">
      <div className="flex items-center justify-between gap-4 pb-2 text-sm">
        <span>{t('switch')}</span>
        <Switch isOn={prefs.areKeysOn} onChange={(areKeysOn) => setPrefs({ areKeysOn })} label={t('switch')} />
      </div>
      {refused ? (
        <p role="alert" className="pb-2 text-sm text-bad">
          {t(`refused.${refused.why.reason}`, {
            keys: shownKeys(refused.keys === ' ' ? t('space') : refused.keys, isMac),
            command: 'command' in refused.why ? commandText(refused.why.command) : '',
          })}
        </p>
      ) : null}
      <div className="grid grid-cols-2 gap-x-8 pb-4 max-phone:grid-cols-1">
        {columns.map((groups) => (
          <div key={groups[0]}>
            {groups.map((group) => (
              <section key={group} className="mb-4">
                <h3 className="mb-1 text-xs font-medium text-muted">{t(`group.${group}`)}</h3>
                <ul>
                  {idsOf(group).map((id) => (
                    <KeyRow
                      key={id}
                      {...textsOf(id)}
                      prompt={editing === id ? t('press') : null}
                      onEdit={(isEditing) => {
                        setEditing(isEditing ? id : null);
                        if (isEditing) setRefused(null);
                      }}
                      onPress={(keys) => assign(id, keys)}
                    />
                  ))}
                </ul>
              </section>
            ))}
          </div>
        ))}
      </div>
      {isChanged ? (
        <div className="pb-4">
          <Button size="small" onClick={() => setPrefs({ keys: {} })}>
            {t('reset')}
          </Button>
        </div>
      ) : null}
    </Dialog>
  );
}
