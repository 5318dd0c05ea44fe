'use client';
import { Ban, Lock, MessageSquareLock, Reply } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { KeyboardEvent } from 'react';
import type { ComposerMode } from '#components/inbox-state/screen-state.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { useAriaKeys } from '#components/keys/use-aria-keys.ts';
import { rovingIndex } from '#components/ui/focus/roving.ts';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import type { Blocker } from './use-blocker.ts';

const tabs = [
  { mode: 'reply', icon: Reply, command: 'reply', chosen: 'text-voice [--chosen-bar:var(--color-voice-fill)]' },
  { mode: 'private', icon: MessageSquareLock, command: 'privateReply', chosen: 'text-accent-ink' },
  { mode: 'note', icon: Lock, command: 'note', chosen: 'text-paper-ink [--chosen-bar:var(--color-paper-ink)]' },
] as const;

/** The modes reply, private and note, each with its own colour and key. */
export function ComposerTabs({
  mode,
  blocker,
  panelId,
  onChange,
  onWrite,
}: {
  mode: ComposerMode;
  blocker: Blocker;
  /** The element that the tabs switch. */
  panelId: string;
  onChange: (mode: ComposerMode) => void;
  /** Chooses a mode and goes on to its text. */
  onWrite: (mode: ComposerMode) => void;
}) {
  const t = useTranslations('composer');
  const keys = useShownKeys();
  const ariaKeys = useAriaKeys();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, index: number) => {
    const next = rovingIndex(event.key, { index, count: tabs.length });
    const tab = next === null ? undefined : tabs[next];
    if (!tab) return;
    event.preventDefault();
    onChange(tab.mode);
    document.getElementById(tabId(panelId, tab.mode))?.focus();
  };
  return (
    <div role="tablist" aria-label={t('tabs')} className="flex items-center gap-3">
      {tabs.map((tab, index) => {
        const reason = blocker(tab.mode);
        const isChosen = tab.mode === mode;
        return (
          <button
            key={tab.mode}
            type="button"
            role="tab"
            id={tabId(panelId, tab.mode)}
            aria-selected={isChosen}
            aria-controls={panelId}
            aria-disabled={reason !== null || undefined}
            aria-keyshortcuts={ariaKeys(tab.command)}
            tabIndex={isChosen ? 0 : -1}
            data-tip={reason ?? t(`tab.${tab.mode}`)}
            data-tip-keys={reason ? undefined : keys(tab.command)}
            // If the text lost the focus, the composer would fold under the pointer.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onWrite(tab.mode)}
            onKeyDown={(event) => onKeyDown(event, index)}
            className={cx(
              'inline-flex h-7 items-center gap-1.5 text-sm font-medium touch:h-11',
              isChosen ? cx('chosen-below', tab.chosen) : 'text-muted hover:text-ink',
              reason !== null && 'cursor-not-allowed',
            )}
          >
            <Icon of={reason === null ? tab.icon : Ban} size={14} />
            {t(`tab.${tab.mode}`)}
          </button>
        );
      })}
    </div>
  );
}

/** The tab that labels the panel. */
export function tabId(panelId: string, mode: ComposerMode): string {
  return `${panelId}-${mode}`;
}
