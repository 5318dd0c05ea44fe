'use client';
import { ImagePlus, Send, Smile } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type MouseEvent, useRef } from 'react';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { Button } from '#components/ui/button.tsx';
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
  onSendResolve: () => void;
};

/** Keeps the focus in the text when a button is pressed. */
const keepFocus = (event: MouseEvent) => event.preventDefault();

/** The buttons for pictures, emoji and sending, and what is left of the limit. */
export function ComposerBar({ isNote, images, count, canSend, onFiles, onEmoji, onSendResolve }: Props) {
  const t = useTranslations('composer');
  const keys = useShownKeys();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div className="flex flex-wrap items-center justify-end gap-1 px-2.5 pb-2">
      {isNote ? null : (
        <>
          <IconButton
            label={t('addImage')}
            reason={images ? undefined : t('noImages')}
            icon={<Icon of={ImagePlus} />}
            onMouseDown={keepFocus}
            onClick={() => picker.current?.click()}
          />
          <input
            ref={picker}
            type="file"
            hidden
            multiple
            aria-label={t('addImage')}
            accept={images?.types.join(',')}
            onChange={(event) => {
              onFiles([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
        </>
      )}
      <IconButton label={t('emoji')} keys=":" icon={<Icon of={Smile} />} onMouseDown={keepFocus} onClick={onEmoji} />
      <span className="flex-1" />
      <Counter count={count} isShown={!isNote || count.isOver} />
      {isNote ? null : (
        <Button
          size="small"
          disabled={!canSend}
          className="max-phone:!px-2.5"
          data-tip={t('sendResolve')}
          data-tip-keys={keys('sendResolve')}
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
        className="max-phone:!px-2.5"
        data-tip={t(isNote ? 'saveNote' : 'send')}
        data-tip-keys={keys('send')}
        onMouseDown={keepFocus}
        icon={isNote ? undefined : <Icon of={Send} size={14} />}
      >
        {t(isNote ? 'saveNote' : 'send')}
      </Button>
    </div>
  );
}
