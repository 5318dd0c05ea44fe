'use client';
import { Check, Clock, Hand, Tag, Undo2, UserPlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { runCommand } from '#components/keys/command-registry.ts';
import type { CommandId } from '#components/keys/commands.ts';
import { useAriaKeys } from '#components/keys/use-aria-keys.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { ItemRow } from '#lib/items/types.ts';

/** The frequent acts on an open item. On a narrow pane only resolve is left; the menu has the others. */
export function ItemButtons({ row }: { row: ItemRow }) {
  const queueText = useTranslations('queue');
  const commandText = useTranslations('commands');
  const keys = useShownKeys();
  const ariaKeys = useAriaKeys();
  const { can, me } = useWorkspace();
  const isMine = row.owner?.id === me.memberId;
  const isDone = row.status === 'resolved' || row.status === 'ignored';
  const notAllowed = can('claimItem') ? undefined : queueText('notAllowed');
  const button = (id: CommandId, icon: typeof Hand, reason = notAllowed) => (
    <IconButton
      label={commandText(id)}
      keys={keys(id)}
      aria-keyshortcuts={ariaKeys(id)}
      reason={reason}
      icon={<Icon of={icon} />}
      onClick={() => runCommand(id)}
    />
  );
  return (
    <>
      <span className="contents @max-md:hidden">
        {isMine ? (
          <IconButton
            label={commandText('release')}
            reason={notAllowed}
            icon={<Icon of={Undo2} />}
            onClick={() => runCommand('claim')}
            aria-keyshortcuts={ariaKeys('claim')}
            aria-pressed
          />
        ) : (
          button('claim', Hand)
        )}
        {button('assign', UserPlus, can('assignItem') ? undefined : queueText('notAllowed'))}
        {button('tag', Tag)}
        {button('snooze', Clock)}
      </span>
      {isDone ? button('reopen', Undo2) : button('resolve', Check)}
    </>
  );
}
