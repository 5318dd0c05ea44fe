'use client';
import { useTranslations } from 'next-intl';
import { useId, useRef, useState } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import type { ItemContent } from '#components/inbox-state/items/item-content.ts';
import type { ComposerMode } from '#components/inbox-state/screen-state.ts';
import { cx } from '#components/ui/cx.ts';
import { useAnnounced } from '#components/ui/announcer/use-announced.ts';
import type { ItemRow } from '#lib/items/types.ts';
import { AttachmentRow } from './attachments/attachment-row.tsx';
import { useDrop } from './attachments/use-drop.ts';
import { ComposerBar } from './composer-bar.tsx';
import { ComposerField } from './composer-field.tsx';
import { ComposerNotices } from './composer-notices.tsx';
import { ComposerTabs, tabId } from './composer-tabs.tsx';
import { EmojiList } from './emoji/emoji-list.tsx';
import { type EmojiHandle, useEmoji } from './emoji/use-emoji.ts';
import { MentionList } from './mentions/mention-list.tsx';
import { type MentionsHandle, useMentions } from './mentions/use-mentions.ts';
import { GuidanceLine } from './guidance/guidance-line.tsx';
import { NoteFileRow } from './notes/note-file-row.tsx';
import { PromiseLines } from './promises/promise-lines.tsx';
import { usePromise } from './promises/use-promise.ts';
import { GuardRailLines } from './saved-replies/guard-rail-lines.tsx';
import { SavedReplyList } from './saved-replies/saved-reply-list.tsx';
import { ToneLine } from './saved-replies/tone-line.tsx';
import { type SlashHandle, useSlash } from './saved-replies/use-slash.ts';
import { SendingAs } from './sending-as.tsx';
import { TemplatePanel } from './templates/template-panel.tsx';
import { useTemplates } from './templates/use-templates.ts';
import { useAskGuest } from './use-ask-guest.tsx';
import { type ComposerState, useComposer } from './use-composer.ts';
import { useSubmit } from './use-submit.ts';

/** Where replies and notes are written. It always says in words as whom, on which network, and whether in public. */
export function Composer({ content, row }: { content: ItemContent; row: ItemRow }) {
  const t = useTranslations('composer');
  const { screen } = useInbox();
  const emojiListId = useId();
  const panelId = useId();
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const [isFocused, setFocused] = useState(false);
  const composer = useComposer(content, row);
  const { mode, isNote, draft, setText, blocked, attachments } = composer;
  const emoji = useEmoji(field, draft.text, setText);
  const slash = useSlash({ itemId: row.id, field, text: draft.text, setText, isOff: isNote || blocked !== null });
  const isOpen = isFocused || !composer.isEmpty;
  const mentions = useMentions({ itemId: row.id, field, text: draft.text, setText, isOff: !isNote });
  const guest = useAskGuest(row.id);
  const promise = usePromise({ itemId: row.id, text: draft.text, isOff: isNote || blocked !== null });
  const templates = useTemplates(row, composer);
  const { submit, schedule, error, isWaiting } = useSubmit(row.id, composer, { mentions, promise, templates });
  useDrop(form, attachments.add);
  const write = (composerMode: ComposerMode) =>
    screen.set({ composerMode, composerFocusRequests: screen.get().composerFocusRequests + 1 });
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      data-composer=""
      aria-label={t('label')}
      className={formClass({ isNote, isOpen })}
    >
      <Lists emoji={emoji} emojiListId={emojiListId} slash={slash} mentions={mentions} />
      <div
        className={cx(
          '@container mx-auto max-w-188',
          isOpen && 'max-phone:max-h-[calc(100dvh-1px)] max-phone:overflow-y-auto max-phone:overscroll-contain',
        )}
      >
        <div className="flex flex-wrap items-center gap-x-3 px-3 pt-1.5">
          <ComposerTabs
            mode={mode}
            blocker={composer.blocker}
            panelId={panelId}
            onChange={(composerMode) => screen.set({ composerMode })}
            onWrite={write}
          />
          <SendingAs row={row} mode={mode} />
        </div>
        <div role="tabpanel" id={panelId} aria-labelledby={tabId(panelId, mode)}>
          <ComposerNotices
            composer={composer}
            content={content}
            row={row}
            onSendAnyway={() => submit({ anyway: true })}
          />
          <TemplatePanel templates={templates} row={row} onSend={submit} />
          <GuidanceLine key={row.id} composer={composer} language={row.language} />
          <ToneLine composer={composer} isOpen={isOpen} />
          <ComposerField
            field={field}
            composer={composer}
            emoji={emoji}
            emojiListId={emojiListId}
            slash={slash}
            mentions={mentions}
            isOpen={isOpen}
            onFocusChange={setFocused}
          />
          {isOpen && !isNote && !blocked ? <PromiseLines row={row} content={content} promise={promise} /> : null}
          <Attached composer={composer} />
          <GuardRailLines
            composer={composer}
            inserted={slash.inserted}
            onOverride={(overrideReason) => submit({ overrideReason })}
          />
          <SendState error={error} isWaiting={isWaiting} />
          {isOpen && !blocked ? (
            <ComposerBar
              isNote={isNote}
              images={composer.images}
              count={composer.count}
              canSend={composer.canSend && !composer.guard.isStopped}
              onSavedReply={slash.start}
              onFiles={attachments.add}
              onAskGuest={guest.ask}
              onSchedule={schedule}
              onSendResolve={() => submit({ resolve: true })}
              onEmoji={() => {
                setText(withColon(draft.text));
                field.current?.focus();
              }}
            />
          ) : null}
        </div>
      </div>
      {guest.dialog}
    </form>
  );
}

/** The text with the sign that opens the list of emoji. */
const withColon = (text: string) => `${text}${text === '' || /\s$/u.test(text) ? '' : ' '}:`;

const formClass = ({ isNote, isOpen }: { isNote: boolean; isOpen: boolean }) =>
  cx(
    'relative shrink-0 border-t pb-[env(safe-area-inset-bottom)]',
    isNote ? 'border-paper-edge bg-paper' : 'border-line bg-page',
    'has-[textarea:focus]:border-accent-ink has-[textarea:focus]:inset-shadow-[0_1px_0_var(--color-accent-ink)]',
    isOpen && 'max-phone:z-30 max-phone:rounded-t-sheet max-phone:shadow-float',
    // There the whole item scrolls: Send stays in sight while one writes.
    isOpen && 'short:sticky short:bottom-0',
  );

/** What goes with the text: pictures with a reply, files with a note. */
function Attached({ composer: { isNote, draft, attachments } }: { composer: ComposerState }) {
  const Row = isNote ? NoteFileRow : AttachmentRow;
  return <Row draft={draft} handle={attachments} />;
}

type ListsProps = { emoji: EmojiHandle; emojiListId: string; slash: SlashHandle; mentions: MentionsHandle };

/** What is suggested above the text: at most one of them is open. */
function Lists({ emoji, emojiListId, slash, mentions }: ListsProps) {
  return (
    <>
      <EmojiList id={emojiListId} found={emoji.found} active={emoji.active} onTake={emoji.take} />
      <SavedReplyList slash={slash} />
      <MentionList mentions={mentions} />
    </>
  );
}

/** Why the reply was not sent, or that it waits. */
function SendState({ error, isWaiting }: { error: string | null; isWaiting: boolean }) {
  const t = useTranslations('composer');
  const sentence = error ?? (isWaiting ? t('waitsForConnection') : null);
  useAnnounced(sentence);
  if (sentence === null) return null;
  return <p className={cx('px-4 pb-1 text-sm', isWaiting ? 'text-warn' : 'text-bad')}>{sentence}</p>;
}
