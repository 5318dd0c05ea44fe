'use client';
import { useTranslations } from 'next-intl';
import { type RefObject, useEffect, useRef } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useStateStore } from '#components/inbox-state/state-store.ts';
import { releaseKeys } from '#components/keys/type-ahead.ts';
import { useAriaKeys } from '#components/keys/use-aria-keys.ts';
import { announce } from '#components/ui/announcer/announce.ts';
import { cx } from '#components/ui/cx.ts';
import type { EmojiHandle } from './emoji/use-emoji.ts';
import type { MentionsHandle } from './mentions/use-mentions.ts';
import type { SlashHandle } from './saved-replies/use-slash.ts';
import type { ComposerState } from './use-composer.ts';

type Props = {
  field: RefObject<HTMLTextAreaElement | null>;
  composer: ComposerState;
  emoji: EmojiHandle;
  emojiListId: string;
  slash: SlashHandle;
  mentions: MentionsHandle;
  isOpen: boolean;
  onFocusChange: (isFocused: boolean) => void;
};

/** The text that is being written. Pasted files become attachments. */
export function ComposerField({ field, composer, isOpen, onFocusChange, ...lists }: Props) {
  const t = useTranslations('composer');
  const { screen, drafts } = useInbox();
  const ariaKeys = useAriaKeys();
  const { mode, blocked } = composer;
  const { emoji, slash, mentions } = lists;
  const list = openList(lists);
  useFocusRequests(field, { mode, blocked });
  return (
    <textarea
      ref={field}
      value={composer.draft.text}
      disabled={blocked !== null}
      aria-label={t(`field.${mode}`)}
      placeholder={blocked ? undefined : t(`placeholder.${mode}`)}
      aria-autocomplete="list"
      aria-haspopup="listbox"
      aria-controls={list?.id}
      aria-activedescendant={list ? `${list.id}-${list.active}` : undefined}
      aria-keyshortcuts={ariaKeys('send')}
      rows={1}
      onChange={(event) => composer.setText(event.target.value)}
      onFocus={() => onFocusChange(true)}
      onBlur={() => {
        onFocusChange(false);
        drafts.flush();
      }}
      onKeyDown={(event) => {
        if (emoji.onKeyDown(event) || slash.onKeyDown(event) || mentions.onKeyDown(event)) return;
        if (event.key === 'Escape') {
          event.stopPropagation();
          screen.set({ focusRequest: 'thread' });
        }
      }}
      onPaste={(event) => {
        const files = [...event.clipboardData.files];
        if (files.length === 0) {
          composer.guard.onPasted();
          return;
        }
        event.preventDefault();
        composer.attachments.add(files);
      }}
      className={cx(
        'block field-sizing-content max-h-[40dvh] w-full resize-none bg-transparent px-4 py-2 text-message outline-none placeholder:text-muted disabled:hidden touch:text-[1rem] forced-colors:focus:outline-2 forced-colors:focus:-outline-offset-2 forced-colors:focus:outline-[Highlight]',
        isOpen ? 'min-h-18' : 'min-h-10 touch:min-h-11',
      )}
    />
  );
}

/** The list above the text that the arrow keys move in. */
function openList({
  emoji,
  emojiListId,
  slash,
  mentions,
}: Pick<Props, 'emoji' | 'emojiListId' | 'slash' | 'mentions'>) {
  if (emoji.found.length > 0) return { id: emojiListId, active: emoji.active };
  if (mentions.found.length > 0) return { id: mentions.listId, active: mentions.active };
  return slash.found.length > 0 ? { id: slash.listId, active: slash.active } : null;
}

/** Moves the focus into the text when a key or a button asks for it, but not when the next item opens. */
function useFocusRequests(
  field: RefObject<HTMLTextAreaElement | null>,
  { mode, blocked }: Pick<ComposerState, 'mode' | 'blocked'>,
): void {
  const { screen } = useInbox();
  const requests = useStateStore(screen, (state) => state.composerFocusRequests);
  const answered = useRef(requests);
  useEffect(() => {
    const isWaited = screen.get().focusRequest === 'composer';
    if (isWaited) screen.set({ focusRequest: null });
    if (isWaited || requests !== answered.current) {
      if (blocked) {
        announce(blocked);
        releaseKeys();
        // What can be done instead, where there is something.
        field.current?.form?.querySelector<HTMLElement>('[data-instead]')?.focus();
      } else field.current?.focus();
    }
    answered.current = requests;
  }, [requests, mode, blocked, field, screen]);
}
