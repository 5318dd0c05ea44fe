'use client';
import { CornerDownRight, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useStateStore } from '#components/inbox-state/state-store.ts';
import { Diff } from '#components/message-text/diff.tsx';
import { textSeenAt } from '#components/message-text/earlier-text.ts';
import { Button } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import { isolated, plainLine } from '#lib/plain-text.ts';
import type { Draft } from '#components/inbox-state/drafts/draft-record.ts';
import type { Target } from './use-target.ts';

type Props = {
  target: Target;
  draft: Draft;
  setDraft: (change: Partial<Draft>) => void;
  contact: string;
  /** Sends the reply as an answer to the text as it is now; null when it can't be sent. */
  onSendAnyway: (() => void) | null;
};

/** Which message is answered, if the member chose one. Warns and stops when its text was edited or deleted meanwhile. */
export function TargetLine({ target, draft, setDraft, contact, onSendAnyway }: Props) {
  const t = useTranslations('composer');
  const { screen } = useInbox();
  const isChosen = useStateStore(screen, (state) => state.replyTargetId) !== null;
  const { message, change } = target;
  if (change !== null && message) {
    const before = textSeenAt(message, draft.target?.editedAt ?? null);
    return (
      <div className="mx-3 mt-2 rounded-control bg-warn-tint px-3 py-2 text-sm text-warn">
        <p className="font-medium">
          {t(change === 'edited' ? 'targetEdited' : 'targetDeleted', { name: isolated(contact) })}
        </p>
        {change === 'edited' ? (
          <p
            dir="auto"
            lang={message.language ?? ''}
            className="mt-1 max-h-40 overflow-y-auto wrap-anywhere border-l-2 border-current/40 pl-2 whitespace-pre-wrap text-ink"
          >
            <Diff before={before ?? message.text ?? ''} after={message.text ?? ''} />
          </p>
        ) : null}
        <div className="mt-1.5 flex gap-1.5">
          {change === 'edited' ? (
            <Button size="small" onClick={() => setDraft({ target: { id: message.id, editedAt: message.editedAt } })}>
              {t('targetRead')}
            </Button>
          ) : null}
          {change === 'edited' && onSendAnyway ? (
            <Button size="small" onClick={onSendAnyway}>
              {t('sendAnyway')}
            </Button>
          ) : null}
          {change === 'deleted' ? (
            <Button
              size="small"
              onClick={() => {
                screen.set({ replyTargetId: null });
                setDraft({ target: null });
              }}
            >
              {t('targetOther')}
            </Button>
          ) : null}
          <Button size="small" look="ghost" onClick={() => setDraft({ text: '', attachments: [], target: null })}>
            {t('discard')}
          </Button>
        </div>
      </div>
    );
  }
  if (!isChosen || !message) return null;
  return (
    <p className="flex items-center gap-1.5 px-4 pt-1 text-xs text-muted">
      <Icon of={CornerDownRight} size={12} />
      <span className="truncate">
        {t.rich('answering', {
          text: () => <BidiText lang={message.language ?? ''}>{plainLine(message.text ?? '', 200)}</BidiText>,
        })}
      </span>
      <IconButton
        size="small"
        label={t('answerLatest')}
        icon={<Icon of={X} size={12} />}
        onClick={() => {
          screen.set({ replyTargetId: null });
          if (draft.target) setDraft({ target: null });
        }}
      />
    </p>
  );
}
