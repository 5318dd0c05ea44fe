import { useTranslations } from 'next-intl';
import { useLanguage } from '#components/prefs/use-language.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { isCommandAvailable, runCommand } from '#components/keys/command-registry.ts';
import { commandGroups, commandIds, commands } from '#components/keys/commands.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import type { PickerGroup } from '#components/ui/overlays/picker.tsx';
import type { Run } from './run.ts';
import { wordsOfCommand } from './search-words.ts';

/** The commands that this page has and this member may run, each with its key. */
export function useCommandGroups(run: Run): PickerGroup[] {
  const t = useTranslations('keys');
  const commandText = useTranslations('commands');
  const language = useLanguage();
  const keys = useShownKeys();
  const { can } = useWorkspace();
  const usable = commandIds.filter((id) => {
    const command = commands[id];
    return id !== 'palette' && isCommandAvailable(id) && (!('act' in command) || can(command.act));
  });
  return commandGroups.map((group) => ({
    heading: t(`group.${group}`),
    options: usable
      .filter((id) => commands[id].group === group)
      .map((id) => ({
        id,
        label: commandText(id),
        ...wordsOfCommand(id, language),
        isRisky: 'isRisky' in commands[id],
        keys: keys(id),
        onSelect: () => run(() => runCommand(id), { opensField: id === 'search' }),
      })),
  }));
}
