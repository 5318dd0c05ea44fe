'use client';
import { Quote, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useStateStore } from '#components/inbox-state/state-store.ts';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { MessageView } from '#lib/items/types.ts';
import { plainLine } from '#lib/plain-text.ts';

/** The message that the note will quote. */
export function QuotedLine({ messages }: { messages: readonly MessageView[] }) {
  const t = useTranslations('composer');
  const { screen } = useInbox();
  const quotedId = useStateStore(screen, (state) => state.quotedMessageId);
  const message = messages.find(({ id }) => id === quotedId);
  if (!message) return null;
  return (
    <p className="flex items-center gap-1.5 px-4 pt-1 text-xs text-paper-ink">
      <Icon of={Quote} size={12} className="shrink-0" />
      <span dir="auto" className="min-w-0 flex-1 truncate">
        {plainLine(message.text ?? t('quoteWithoutText'))}
      </span>
      <IconButton
        size="small"
        label={t('quoteRemove')}
        icon={<Icon of={X} size={12} />}
        onClick={() => screen.set({ quotedMessageId: null })}
      />
    </p>
  );
}
