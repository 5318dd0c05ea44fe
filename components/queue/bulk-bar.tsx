'use client';
import { Ban, Check, Clock, FolderPlus, Hand, Tag, UserPlus, X } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useStateStore } from '#components/inbox-state/state-store.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { runCommand } from '#components/keys/command-registry.ts';
import { useAriaKeys } from '#components/keys/use-aria-keys.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { type CommandId, commands } from '#components/keys/commands.ts';
import { useListing } from '#components/route/use-route.ts';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { useListState } from '#components/inbox-state/items/list-provider.tsx';
import { useMatchingCount } from '#components/inbox-state/workspace/use-counts.ts';
import { useAnnounced } from '#components/ui/announcer/use-announced.ts';
import { useSelection } from './use-selection.ts';

const bulkCommands = [
  ['claim', Hand],
  ['assign', UserPlus],
  ['tag', Tag],
  ['case', FolderPlus],
  ['snooze', Clock],
  ['ignore', Ban],
  ['resolve', Check],
] as const satisfies readonly (readonly [CommandId, typeof Hand])[];

/** The size of the selection, and what can be done to it. */
export function BulkBar() {
  const t = useTranslations('queue');
  const commandText = useTranslations('commands');
  const format = useFormatter();
  const keys = useShownKeys();
  const ariaKeys = useAriaKeys();
  const select = useSelection();
  const { can } = useWorkspace();
  const { screen, spansWorkspaces } = useInbox();
  const { filter } = useListing();
  const count = useStateStore(screen, ({ selected }) => selected.size);
  const isAll = useStateStore(screen, ({ isAllSelected }) => isAllSelected);
  const shown = useListState(({ ids }) => ids.length);
  const hasMore = useListState(({ nextCursor }) => nextCursor !== null);
  const matching = useMatchingCount(filter, count > 0 && !spansWorkspaces);
  const total = isAll ? (matching ?? count) : count;
  useAnnounced(t('selected', { count: total }));
  return (
    <div
      role="group"
      aria-label={t('selection')}
      className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-0.5 border-b border-line bg-accent-tint px-2"
    >
      <IconButton
        size="small"
        label={t('selectNone')}
        keys={keys('selectNone')}
        aria-keyshortcuts={ariaKeys('selectNone')}
        icon={<Icon of={X} />}
        onClick={() => runCommand('selectNone')}
      />
      <span className="exact px-1 text-sm font-medium">{t('selected', { count: total })}</span>
      {!isAll && hasMore && count >= shown && matching !== undefined ? (
        <button
          type="button"
          onClick={select.matching}
          className="text-xs font-medium text-accent-ink hover:underline touch:min-h-11"
        >
          {t('selectMatching', { count: format.number(matching) })}
        </button>
      ) : null}
      <span className="flex-1" />
      {bulkCommands.map(([id, icon]) => (
        <IconButton
          key={id}
          size="small"
          label={commandText(id)}
          keys={keys(id)}
          aria-keyshortcuts={ariaKeys(id)}
          reason={can(commands[id].act) ? undefined : t('notAllowed')}
          // On a phone the others fill the line; there a case is opened from the item.
          className={id === 'case' ? 'max-phone:hidden' : ''}
          icon={<Icon of={icon} />}
          onClick={() => runCommand(id)}
        />
      ))}
    </div>
  );
}
