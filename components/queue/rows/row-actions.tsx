'use client';
import { Check, Clock, Hand, Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useAskBeforeResolving } from '#components/inbox-state/acts/use-ask-before-resolving.ts';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { ItemRow } from '#lib/items/types.ts';

/**
 * Claim, snooze and resolve, over the right end of a hovered or focused row. The row does not move. The Tab key skips them,
 * because the list is one stop: the keyboard has the keys, and the open item.
 */
export function RowActions({ row }: { row: ItemRow }) {
  const t = useTranslations('commands');
  const { can, me } = useWorkspace();
  const inbox = useInbox();
  const acts = useActs();
  const asksBefore = useAskBeforeResolving();
  const keys = useShownKeys();
  if (!can('claimItem')) return null;
  const isMine = row.owner?.id === me.memberId;
  const isDone = row.status === 'resolved' || row.status === 'ignored';
  return (
    <div className="absolute top-1.5 right-2 hidden items-center gap-0.5 rounded-control bg-raised p-0.5 shadow-float group-hover:flex group-has-[:focus-visible]:flex coarse:hidden">
      {isMine ? (
        <IconButton
          size="small"
          tabIndex={-1}
          label={t('release')}
          icon={<Icon of={Undo2} />}
          onClick={() => void acts.release([row.id])}
        />
      ) : (
        <IconButton
          size="small"
          tabIndex={-1}
          label={t('claim')}
          keys={keys('claim')}
          icon={<Icon of={Hand} />}
          onClick={() => void acts.claim([row.id])}
        />
      )}
      <IconButton
        size="small"
        tabIndex={-1}
        label={t('snooze')}
        keys={keys('snooze')}
        icon={<Icon of={Clock} />}
        onClick={() => inbox.screen.set({ dialog: { kind: 'snooze', itemIds: [row.id] } })}
      />
      {isDone ? (
        <IconButton
          size="small"
          tabIndex={-1}
          label={t('reopen')}
          keys={keys('reopen')}
          icon={<Icon of={Undo2} />}
          onClick={() => void acts.reopen([row.id])}
        />
      ) : (
        <IconButton
          size="small"
          tabIndex={-1}
          label={t('resolve')}
          keys={keys('resolve')}
          icon={<Icon of={Check} />}
          onClick={() => void (asksBefore([row.id], { stays: true }) || acts.resolve([row.id]))}
        />
      )}
    </div>
  );
}
