'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { availabilityOf, capabilityAt, nextWindowEnd } from '#components/allowed-actions/availability.ts';
import { useTimeUntil } from '#components/allowed-actions/use-time-until.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import type { ItemContent } from '#components/inbox-state/items/item-content.ts';
import { useDraft } from '#components/inbox-state/drafts/use-draft.ts';
import { useStoredDrafts } from '#components/inbox-state/drafts/use-stored-drafts.ts';
import { rereadItem } from '#components/inbox-state/items/use-item.ts';
import { typing } from '#components/inbox-state/live/typing.ts';
import { useStateStore } from '#components/inbox-state/state-store.ts';
import { isChangedSince, useGuidance } from '#components/inbox-state/items/use-guidance.ts';
import { useIsHydrated } from '#components/ui/use-is-hydrated.ts';
import { useNow } from '#components/ui/time/use-now.ts';
import type { ColleagueDraft } from '#lib/items/drafts/types.ts';
import { NOTE_LIMIT } from '#lib/items/notes/types.ts';
import type { ItemRow, MessageView } from '#lib/items/types.ts';
import { useNoteFiles } from './notes/use-note-files.ts';
import { useAttachments } from './attachments/use-attachments.ts';
import { type Count, countText } from './count-text.ts';
import { useGuardRails } from './saved-replies/use-guard-rails.ts';
import { useTarget } from './target/use-target.ts';
import { useBlocker, useSendBlocker } from './use-blocker.ts';

export type ComposerState = ReturnType<typeof useComposer>;

/** What is being written for an item, whom it answers, what limits it, and whether it can be sent. */
export function useComposer(content: ItemContent, row: ItemRow) {
  const { screen } = useInbox();
  const mode = useStateStore(screen, (state) => state.composerMode);
  const [record, setDraft] = useDraft(row.id, mode);
  const { draft } = record;
  const colleagueDrafts = useStoredDrafts(row.id);
  const target = useTarget(content.messages, draft);
  const now = useAvailabilityTime(row.id, target.message);
  const isNote = mode === 'note';
  const guard = useGuardRails({ itemId: row.id, itemLanguage: row.language, text: draft.text, isOff: isNote });
  const sending = { now, onlyOwnerSends: guard.onlyOwnerSends };
  const guidance = useGuidance(row.id, isNote);
  const isGuidanceChanged = !isNote && isChangedSince(draft.guidance, guidance);
  const blocker = useBlocker(row, target.message, sending);
  const ownerOnly = useSendBlocker(row, sending);
  const sendBlocked = isNote ? null : ownerOnly;
  const capability = capabilityAt(row, target.message, mode === 'private' ? 'privateReply' : 'reply', now);
  const images = capability?.images;
  const availability =
    target.message && availabilityOf(target.message, mode === 'private' ? 'privateReply' : 'reply', now);
  const pictures = useAttachments(draft, setDraft, isNote ? undefined : images);
  const files = useNoteFiles(row.id, draft, setDraft);
  const attachments = isNote ? files : pictures;
  const count = isNote || !capability ? countNote(draft.text) : countText(guard.sent, capability);
  const blocked = blocker(mode);
  const isEmpty = draft.text.trim() === '' && draft.attachments.length === 0;
  /** If the answered text has changed, the member confirms first. */
  const isFree = record.rival === null && sendBlocked === null;
  const canSendAnyway =
    !blocked && !isGuidanceChanged && !isEmpty && !count.isOver && !attachments.isUploading && isFree;
  const setText = (text: string) => {
    const { message } = target;
    // The draft remembers the answered text as it was when the member began to write.
    const started = draft.target ?? (message && !isNote ? { id: message.id, editedAt: message.editedAt } : null);
    const read = text === '' ? null : (draft.guidance ?? guidance?.seen ?? null);
    setDraft({ text, target: started, guidance: isNote ? null : read });
    if (!isNote) typing.keystroke(row.id);
  };
  const goOnWith = (theirs: ColleagueDraft) => {
    setText([theirs.text, draft.text].filter(Boolean).join('\n\n'));
    // What is out of date stays so in other hands.
    if (isChangedSince(theirs.guidance, guidance)) setDraft({ guidance: theirs.guidance });
  };
  return {
    mode,
    isNote,
    draft,
    record,
    colleagueDrafts,
    setDraft,
    setText,
    goOnWith,
    target,
    now,
    blocker,
    blocked,
    sendBlocked,
    /** Whether the network takes no reply in one's own words any more. */
    windowClosed: availability?.can === false && availability.reason === 'window_closed',
    /** Why not even a template can be sent. */
    templateBlocked: sendBlocked ?? blocker(mode, { isTemplate: true }),
    images,
    /** When the reply window closes, as ISO 8601; null where it never does. */
    windowEnd: availability?.can ? availability.until : null,
    attachments,
    count,
    guard,
    guidance,
    isGuidanceChanged,
    isEmpty,
    canSendAnyway,
    canSend: canSendAnyway && target.change === null,
  };
}

function countNote(text: string): Count {
  return { used: text.length, max: NOTE_LIMIT, unit: null, isNear: false, isOver: text.length > NOTE_LIMIT };
}

/** The time that decides what may be done to a message. When a reply window ends, the item is read again. */
function useAvailabilityTime(itemId: string, message: MessageView | undefined): number {
  const cache = useQueryClient();
  const onEnd = useCallback(() => void rereadItem(cache, itemId), [cache, itemId]);
  const now = useTimeUntil(nextWindowEnd(message, useNow()), onEnd);
  // Until hydration, show what the server rendered.
  return useIsHydrated() ? now : 0;
}
