'use client';
import { Lock, MessageSquareLock, Reply } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ComposerMode } from '#components/inbox-state/screen-state.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import type { Blocker } from './use-blocker.ts';

const tabs = [
  { mode: 'reply', icon: Reply, command: 'reply', chosen: 'text-voice border-voice-fill' },
  { mode: 'private', icon: MessageSquareLock, command: 'privateReply', chosen: 'text-accent-ink border-accent-ink' },
  { mode: 'note', icon: Lock, command: 'note', chosen: 'text-paper-ink border-paper-ink' },
] as const;

/** The modes reply, private and note, each with its own colour and key. */
export function ComposerTabs({
  mode,
  blocker,
  onChange,
}: {
  mode: ComposerMode;
  blocker: Blocker;
  onChange: (mode: ComposerMode) => void;
}) {
  const t = useTranslations('composer');
  const keys = useShownKeys();
  return (
    <div role="tablist" aria-label={t('tabs')} className="flex items-center gap-3">
      {tabs.map((tab) => {
        const reason = blocker(tab.mode);
        const isChosen = tab.mode === mode;
        return (
          <button
            key={tab.mode}
            type="button"
            role="tab"
            aria-selected={isChosen}
            aria-disabled={reason !== null || undefined}
            data-tip={reason ?? t(`tab.${tab.mode}`)}
            data-tip-keys={reason ? undefined : keys(tab.command)}
            // If the text lost the focus, the composer would fold under the pointer.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChange(tab.mode)}
            className={cx(
              'inline-flex h-7 items-center gap-1.5 border-b-2 text-sm font-medium touch:h-11',
              isChosen ? tab.chosen : 'border-transparent text-muted hover:text-ink',
              reason !== null && 'opacity-60',
            )}
          >
            <Icon of={tab.icon} size={14} />
            {t(`tab.${tab.mode}`)}
          </button>
        );
      })}
    </div>
  );
}
