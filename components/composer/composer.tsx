'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useCallback, useEffect, useId, useRef, useState } from 'react';
import { type ComposerMode, useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { useStore } from '#components/inbox-state/state-store.ts';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useCommands } from '#components/keys/use-keys.ts';
import { typing } from '#components/inbox-state/live/typing.ts';
import { capabilityAt, nextEnd } from '#components/allowed-actions/availability.ts';
import { useMoment } from '#components/allowed-actions/use-time-until.ts';
import { usePresent } from '#components/inbox-state/live/use-presence.ts';
import { cx } from '#components/ui/cx.ts';
import { useIsHydrated } from '#components/ui/use-is-hydrated.ts';
import { useNow } from '#components/ui/use-now.ts';
import { type ItemDetail, type ItemRow, type MessageView, NOTE_LIMIT } from '#lib/items/types.ts';
import { AttachmentRow } from './attachments/attachment-row.tsx';
import { ComposerBar } from './composer-bar.tsx';
import { ComposerTabs } from './composer-tabs.tsx';
import { countText } from './count-text.ts';
import { emptyDraft } from './drafts/drafts.ts';
import { EmojiList } from './emoji/emoji-list.tsx';
import { SpanLine } from './reply-window-line.tsx';
import { TargetLine } from './target/target-line.tsx';
import { useAttachments } from './attachments/use-attachments.ts';
import { useBlocker } from './use-blocker.ts';
import { useDraft } from './drafts/use-draft.ts';
import { useDrop } from './attachments/use-drop.ts';
import { useEmoji } from './emoji/use-emoji.ts';
import { useSend } from './sending/use-send.ts';
import { useTarget } from './target/use-target.ts';
import { VoiceLine } from './sending-as.tsx';

/** Where an answer or a note is written. Which voice, on which network, public or private, always stands in words. */
export function Composer({ detail, row }: { detail: ItemDetail; row: ItemRow }) {
  const t = useTranslations('composer');
  const { desk } = useInbox();
  const acts = useActs();
  const emojiId = useId();
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const mode = useStore(desk, (state) => state.composer);
  const focusComposer = useStore(desk, (state) => state.focusComposer);
  const [isFocused, setFocused] = useState(false);
  const [draft, setDraft] = useDraft(row.id, mode);
  const nameOf = useName();
  const target = useTarget(detail, draft);
  const now = useOfferClock(row.id, target.message);
  const blocker = useBlocker(row, target.message, now);
  const blocked = blocker(mode);
  const writer = usePresent(row.id).find(({ isWriting }) => isWriting)?.member;
  const sender = useSend(row.id);
  const isNote = mode === 'note';
  const capability = capabilityAt(row, target.message, mode === 'private' ? 'privateReply' : 'reply', now);
  const attachments = useAttachments(draft, setDraft, isNote ? undefined : capability?.images);
  useDrop(form, attachments.add);
  const count =
    isNote || !capability
      ? { used: draft.text.length, max: NOTE_LIMIT, unit: null, isNear: false, isOver: draft.text.length > NOTE_LIMIT }
      : countText(draft.text, capability);
  const isEmpty = draft.text.trim() === '' && draft.attachments.length === 0;
  const isOpen = isFocused || !isEmpty;
  const isSendable = !blocked && !isEmpty && !count.isOver && !attachments.isUploading;
  const canSend = isSendable && target.change === null;

  const setText = (text: string) => {
    const { message } = target;
    // The text that is answered is remembered as it was when the writing began.
    const begun = draft.target ?? (message && !isNote ? { id: message.id, editedAt: message.editedAt } : null);
    setDraft({ text, target: begun });
    if (!isNote) typing.stroke(row.id);
  };
  const emoji = useEmoji(field, draft.text, setText);

  const focusedAt = useRef(focusComposer);
  useEffect(() => {
    // Only who asked since this item was opened gets the focus: walking on must not fall into the text.
    if (focusComposer !== focusedAt.current) field.current?.focus();
    focusedAt.current = focusComposer;
  }, [focusComposer, mode]);

  const send = (resolve: boolean, isReadAgain = false) => {
    if (!(isReadAgain ? isSendable : canSend)) return;
    if (isNote) {
      const { text } = draft;
      setDraft(emptyDraft);
      void acts.note(row.id, text.trim()).then((isDone) => !isDone && setDraft({ text }));
      return;
    }
    const { message } = target;
    const begun = draft.target?.id === message?.id && !isReadAgain ? draft.target : message;
    sender.send(
      {
        text: draft.text.trim(),
        ...(mode === 'private' ? { private: true } : {}),
        ...(resolve ? { resolve } : {}),
        ...(draft.attachments.length > 0 ? { attachmentIds: draft.attachments.map(({ id }) => id) } : {}),
        ...(message ? { targetId: message.id, seenEditedAt: begun?.editedAt ?? null } : {}),
      },
      draft,
      mode,
    );
    field.current?.blur();
  };
  useCommands({ send: () => send(false), sendResolve: () => send(true) });

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    send(false);
  };
  const setMode = (composer: ComposerMode) => desk.set({ composer, focusComposer: desk.get().focusComposer + 1 });
  return (
    <form
      ref={form}
      onSubmit={onSubmit}
      aria-label={t('label')}
      className={cx(
        'relative shrink-0 border-t pb-[env(safe-area-inset-bottom)]',
        isNote ? 'border-paper-edge bg-paper' : 'border-line bg-page',
        isOpen &&
          'max-phone:fixed max-phone:inset-x-0 max-phone:bottom-0 max-phone:z-30 max-phone:rounded-t-sheet max-phone:shadow-float',
      )}
    >
      <EmojiList id={emojiId} found={emoji.found} active={emoji.active} onTake={emoji.take} />
      <div className="@container mx-auto max-w-188">
        <div className="flex flex-wrap items-center gap-x-3 px-3 pt-1.5">
          <ComposerTabs mode={mode} blocker={blocker} onChange={setMode} />
          <VoiceLine row={row} mode={mode} />
        </div>
        {isNote ? null : (
          <>
            <TargetLine
              target={target}
              draft={draft}
              setDraft={setDraft}
              contact={nameOf(row.contact.name)}
              onSendAnyway={isSendable ? () => send(false, true) : null}
            />
            {blocked ? null : (
              <SpanLine message={target.message} detail={detail} row={row} isPrivate={mode === 'private'} now={now} />
            )}
          </>
        )}
        {writer && !isNote ? (
          <p role="status" className="px-4 pt-1 text-xs font-medium text-ok">
            {t('othersWriting', { name: writer.name })}
          </p>
        ) : null}
        {blocked ? (
          <p role="status" className="px-4 pt-2 pb-1 text-sm text-warn">
            {blocked}
          </p>
        ) : null}
        <textarea
          ref={field}
          value={draft.text}
          disabled={blocked !== null}
          aria-label={t(`field.${mode}`)}
          placeholder={blocked ? undefined : t(`placeholder.${mode}`)}
          aria-controls={emoji.found.length > 0 ? emojiId : undefined}
          aria-activedescendant={emoji.found.length > 0 ? `${emojiId}-${emoji.active}` : undefined}
          rows={1}
          onChange={(event) => setText(event.target.value)}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          onKeyDown={(event) => {
            if (emoji.onKeyDown(event)) return;
            if (event.key === 'Escape') {
              event.stopPropagation();
              field.current?.blur();
            }
          }}
          onPaste={(event) => {
            const files = [...event.clipboardData.files];
            if (files.length === 0) return;
            event.preventDefault();
            attachments.add(files);
          }}
          className={cx(
            'block field-sizing-content max-h-[40dvh] w-full resize-none bg-transparent px-4 py-2 text-message outline-none placeholder:text-muted disabled:hidden max-phone:text-[16px]',
            isOpen ? 'min-h-18' : 'min-h-10',
          )}
        />
        <AttachmentRow draft={draft} handle={attachments} />
        {sender.error || sender.isWaiting ? (
          <p role="alert" className={cx('px-4 pb-1 text-sm', sender.isWaiting ? 'text-warn' : 'text-bad')}>
            {sender.error ?? t('waitsForConnection')}
          </p>
        ) : null}
        {isOpen && !blocked ? (
          <ComposerBar
            isNote={isNote}
            images={capability?.images}
            count={count}
            canSend={canSend}
            onFiles={attachments.add}
            onSendResolve={() => send(true)}
            onEmoji={() => {
              setText(`${draft.text}${draft.text === '' || /\s$/u.test(draft.text) ? '' : ' '}:`);
              field.current?.focus();
            }}
          />
        ) : null}
      </div>
    </form>
  );
}

/** The time for what may be done to a message: when a span ends, the server is asked what comes after it. */
function useOfferClock(itemId: string, message: MessageView | undefined): number {
  const cache = useQueryClient();
  const askAgain = useCallback(() => void cache.invalidateQueries({ queryKey: ['item', itemId] }), [cache, itemId]);
  const now = useMoment(nextEnd(message, useNow()), askAgain);
  // Until the page listens, it says what the server said.
  return useIsHydrated() ? now : 0;
}
