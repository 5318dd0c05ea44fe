'use client';
import { CalendarClock, ImagePlus, MessageSquareText, Paperclip, Send, Smile, UserPlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type MouseEvent, useRef } from 'react';
import { useAriaKeys } from '#components/keys/use-aria-keys.ts';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { ReplyCapability } from '#lib/networks/contract.ts';
import type { Count } from './count-text.ts';
import { Counter } from './counter.tsx';

type Props = {
  isNote: boolean;
  images: ReplyCapability['images'];
  count: Count;
  canSend: boolean;
  onFiles: (files: readonly File[]) => void;
  onEmoji: () => void;
  onSavedReply: () => void;
  /** Null: the member may not ask guests. */
  onAskGuest: (() => void) | null;
  onSendResolve: () => void;
  onSchedule: () => void;
};

/** What the file dialog offers; the content decides. */
const NOTE_FILES_ACCEPTED = 'image/png,image/jpeg,image/gif,image/webp,application/pdf,text/plain,.txt,.csv';

/** Keeps the focus in the text when a button is pressed. */
const keepFocus = (event: MouseEvent) => event.preventDefault();

/** The buttons for pictures, emoji and sending, and what is left of the limit. */
export function ComposerBar(props: Props) {
  const { isNote, images, count, canSend, onFiles, onEmoji, onSavedReply, onAskGuest, onSendResolve, onSchedule } =
    props;
  const guests = useTranslations('guests');
  const t = useTranslations('composer');
  const replies = useTranslations('savedReplies.list');
  const keys = useShownKeys();
  const ariaKeys = useAriaKeys();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div
      className={cx(
        'sticky bottom-0 flex flex-wrap items-center justify-end gap-1 px-2.5 pb-2',
        isNote ? 'bg-paper' : 'bg-page',
      )}
    >
      <IconButton
        label={t(isNote ? 'addFile' : 'addImage')}
        reason={isNote || images ? undefined : t('noImages')}
        icon={<Icon of={isNote ? Paperclip : ImagePlus} />}
        onMouseDown={keepFocus}
        onClick={() => picker.current?.click()}
      />
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        aria-label={t(isNote ? 'addFile' : 'addImage')}
        accept={isNote ? NOTE_FILES_ACCEPTED : images?.types.join(',')}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <IconButton label={t('emoji')} keys=":" icon={<Icon of={Smile} />} onMouseDown={keepFocus} onClick={onEmoji} />
      {isNote && onAskGuest ? (
        <IconButton
          label={guests('askQuestion')}
          icon={<Icon of={UserPlus} />}
          onMouseDown={keepFocus}
          onClick={onAskGuest}
        />
      ) : null}
      {isNote ? null : (
        <IconButton
          label={replies('open')}
          keys="/"
          icon={<Icon of={MessageSquareText} />}
          onMouseDown={keepFocus}
          onClick={onSavedReply}
        />
      )}
      {isNote ? null : (
        <IconButton
          label={t('schedule')}
          keys={keys('schedule')}
          reason={canSend ? undefined : t('scheduleNothing')}
          icon={<Icon of={CalendarClock} />}
          onMouseDown={keepFocus}
          onClick={onSchedule}
        />
      )}
      <span className="flex-1" />
      <Counter count={count} isShown={!isNote || count.isOver} />
      <span className="flex flex-wrap justify-end gap-1 @max-sm:basis-full @max-sm:*:flex-1">
        {isNote ? null : (
          <Button
            size="small"
            disabled={!canSend}
            data-tip={t('sendResolve')}
            data-tip-keys={keys('sendResolve')}
            aria-keyshortcuts={ariaKeys('sendResolve')}
            onMouseDown={keepFocus}
            onClick={onSendResolve}
          >
            {t('sendResolve')}
          </Button>
        )}
        <Button
          type="submit"
          size="small"
          look="primary"
          disabled={!canSend}
          data-tip={t(isNote ? 'saveNote' : 'send')}
          data-tip-keys={keys('send')}
          aria-keyshortcuts={ariaKeys('send')}
          onMouseDown={keepFocus}
          icon={isNote ? undefined : <Icon of={Send} size={14} />}
        >
          {t(isNote ? 'saveNote' : 'send')}
        </Button>
      </span>
    </div>
  );
}
