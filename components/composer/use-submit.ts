'use client';
import { useAskBeforeResolving } from '#components/inbox-state/acts/use-ask-before-resolving.ts';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useCommands } from '#components/keys/use-keys.ts';
import { announce } from '#components/ui/announcer/announce.ts';
import { isStop } from '#lib/saved-replies/types.ts';
import { emptyDraft } from '#components/inbox-state/drafts/draft-record.ts';
import { isForCase } from './case-line.tsx';
import { useFindingText } from './saved-replies/use-finding-text.ts';
import type { MentionsHandle } from './mentions/use-mentions.ts';
import type { PromiseHandle } from './promises/use-promise.ts';
import { seenGuidance } from './sending/seen-guidance.ts';
import { useSend } from './sending/use-send.ts';
import { useSendTemplate } from './templates/use-send-template.ts';
import type { TemplatesHandle } from './templates/use-templates.ts';
import type { ComposerState } from './use-composer.ts';

type Options = {
  resolve?: boolean;
  /** Although the answered text has changed. */
  anyway?: boolean;
  /** Although the guard-rails stop it. */
  overrideReason?: string;
  /** When it is sent; absent: at once. */
  scheduledFor?: Date;
};

/** Sends the reply, or saves the note, by the buttons and by the keys. */
export function useSubmit(
  itemId: string,
  composer: ComposerState,
  { mentions, promise, templates }: { mentions: MentionsHandle; promise: PromiseHandle; templates: TemplatesHandle },
) {
  const { screen, items } = useInbox();
  const acts = useActs();
  const asksBefore = useAskBeforeResolving();
  const sender = useSend(itemId);
  const { draft, setDraft, mode } = composer;
  const findingText = useFindingText();

  const saveNote = async () => {
    const { text, attachments } = draft;
    setDraft(emptyDraft);
    const { quotedMessageId, noteForCase } = screen.get();
    screen.set({ quotedMessageId: null });
    const note = {
      text: text.trim(),
      mentions: mentions.mentionsIn(text),
      ...(quotedMessageId === null ? {} : { quotedMessageId }),
      ...(attachments.length === 0 ? {} : { fileIds: attachments.map(({ id }) => id) }),
      ...(isForCase(items.row(itemId), noteForCase) ? { forCase: true } : {}),
    };
    if (await acts.note(itemId, note)) return;
    setDraft({ text, attachments });
    screen.set({ quotedMessageId });
  };

  const sendTemplate = useSendTemplate(itemId, composer, { templates, send: sender.send });
  const submit = ({ resolve = false, anyway = false, overrideReason, scheduledFor }: Options = {}) => {
    if (templates.isOpen) return sendTemplate(resolve);
    if (composer.sendBlocked) announce(composer.sendBlocked);
    if (!(anyway ? composer.canSendAnyway : composer.canSend)) return;
    if (composer.guard.isStopped && overrideReason === undefined) {
      announce(composer.guard.findings.filter(isStop).map(findingText).join(' '));
      return;
    }
    if (resolve && mode !== 'note' && asksBefore([itemId], { sends: true })) return;
    // The text is done: the focus goes back to what was read. If the next item opens, it goes to that item's row instead.
    screen.set({ focusRequest: 'thread' });
    if (mode === 'note') {
      void saveNote();
      return;
    }
    const { message } = composer.target;
    const answered = draft.target?.id === message?.id && !anyway ? draft.target : message;
    const sending = sender.send(
      {
        text: draft.text.trim(),
        ...(mode === 'private' ? { private: true } : {}),
        ...(resolve ? { resolve } : {}),
        ...(overrideReason === undefined ? {} : { overrideReason }),
        ...(scheduledFor ? { scheduledFor: scheduledFor.toISOString() } : {}),
        ...seenGuidance(composer),
        ...promise.ofReply(scheduledFor),
        ...(draft.attachments.length > 0 ? { attachmentIds: draft.attachments.map(({ id }) => id) } : {}),
        ...(message ? { targetId: message.id, seenEditedAt: answered?.editedAt ?? null } : {}),
      },
      draft,
      mode,
    );
    // A refused reply is still in the composer, with what it promises.
    void sending.then((isOnItsWay) => isOnItsWay && promise.clear());
  };
  /** Asks when to send, then sends. What would stop the reply is said before the question. */
  const schedule = () => {
    if (mode === 'note') return;
    if (!composer.canSend || composer.guard.isStopped) {
      submit();
      return;
    }
    screen.set({
      dialog: {
        kind: 'schedule',
        itemIds: [itemId],
        schedule: { latest: composer.windowEnd, onChoose: (scheduledFor) => submit({ scheduledFor }) },
      },
    });
  };
  useCommands({ send: () => submit(), sendResolve: () => submit({ resolve: true }), schedule });
  return { submit, schedule, error: sender.error, isWaiting: sender.isWaiting };
}
