'use client';
import { useTranslations } from 'next-intl';
import type { NoteView } from '#lib/items/notes/types.ts';
import { plainLine } from '#lib/plain-text.ts';

/** The message that a note is about; a click leads to it where it is loaded. */
export function QuotedMessage({ quote }: { quote: NonNullable<NoteView['quote']> }) {
  const t = useTranslations('item');
  const show = () => {
    const message = document.querySelector<HTMLElement>(`[data-message="${CSS.escape(quote.messageId)}"]`);
    message?.scrollIntoView({ block: 'center' });
    message?.focus({ preventScroll: true });
  };
  return (
    <button
      type="button"
      onClick={show}
      data-tip={t('goToQuoted')}
      className="mt-1 block w-full min-w-0 border-l-2 border-paper-edge pl-2 text-left text-sm text-paper-ink hover:border-paper-ink touch:min-h-11"
    >
      {quote.author === null ? null : (
        <span dir="auto" className="block truncate text-xs font-medium">
          {plainLine(quote.author)}
        </span>
      )}
      <span dir="auto" className="line-clamp-2 wrap-anywhere">
        {quote.text === null ? t('quoteGone') : plainLine(quote.text)}
      </span>
    </button>
  );
}
