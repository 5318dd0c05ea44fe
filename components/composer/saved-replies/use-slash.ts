'use client';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type RefObject, useDeferredValue, useEffect, useId, useState } from 'react';
import { savedRepliesApi } from '#components/api/saved-replies.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useLanguage } from '#components/prefs/use-language.ts';
import { announce } from '#components/ui/announcer/announce.ts';
import type { SuggestedReply } from '#lib/saved-replies/types.ts';
import { slashBefore, slashMove } from './slash-keys.ts';
import { useWhenAnswered } from './use-when-answered.ts';

const none: SuggestedReply[] = [];
const STALE_MS = 60_000;

type Given = {
  itemId: string;
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  setText: (text: string) => void;
  /** Notes have no saved replies. */
  isOff: boolean;
};

/** Suggests saved replies after `/`. Arrow keys choose, Enter or Tab inserts, Escape closes the list. */
export function useSlash({ itemId, field, text, setText, isOff }: Given) {
  const t = useTranslations('savedReplies');
  const { slug, can } = useWorkspace();
  const api = savedRepliesApi(slug);
  const language = useLanguage();
  const listId = useId();
  const [active, setActive] = useState({ q: '', index: 0 });
  const [dismissedAt, setDismissedAt] = useState<number | null>(null);
  const [inserted, setInserted] = useState<SuggestedReply | null>(null);
  const caret = field.current?.selectionStart ?? text.length;
  const slash = isOff || !can('suggestSavedReplies') ? null : slashBefore(text, caret);
  const start = slash?.start ?? null;
  const words = slash?.words ?? '';
  const q = useDeferredValue(words);
  // A slash that was dismissed and deleted is forgotten: the next one may stand in its place.
  if (start === null && dismissedAt !== null) setDismissedAt(null);
  const isOpen = start !== null && start !== dismissedAt;
  const { data, isError, isPlaceholderData } = useQuery({
    queryKey: ['saved-replies', itemId, language, q],
    queryFn: async ({ signal }) => await api.suggest(itemId, { q, language }, signal),
    enabled: isOpen,
    placeholderData: keepPreviousData,
    staleTime: STALE_MS,
  });
  const { mutate: countInsertion } = useMutation({ mutationFn: api.countInsertion });
  const found = isOpen ? (data?.savedReplies ?? none) : none;
  // Another search begins at its first reply.
  const index = active.q === q && active.index < found.length ? active.index : 0;
  const isAnswered = isOpen && data !== undefined && !isPlaceholderData && q === words;
  const count = isAnswered ? data.savedReplies.length : null;
  useEffect(() => {
    // Words that match nothing are most often no search at all: « et / ou ».
    if (count !== null && (count > 0 || q === '')) announce(count === 0 ? t('list.none') : t('list.count', { count }));
  }, [count, q, t]);

  const take = (reply: SuggestedReply) => {
    if (start === null) return;
    setText(`${text.slice(0, start)}${reply.text}${text.slice(caret)}`);
    setInserted(reply);
    countInsertion(reply.id);
    const caretAfter = start + reply.text.length;
    requestAnimationFrame(() => field.current?.setSelectionRange(caretAfter, caretAfter));
    field.current?.focus();
    announce(
      reply.isOtherLanguage
        ? t('inserted.other', { language: reply.language, title: reply.title })
        : t('inserted.said', { title: reply.title }),
    );
  };
  const [first] = found;
  const waitForAnswer = useWhenAnswered(
    isOpen && !isAnswered && !isError,
    isAnswered && first ? () => take(first) : undefined,
  );
  return {
    listId,
    isOpen,
    isFailed: isOpen && isError,
    isLoading: isOpen && !data && !isError,
    q,
    found,
    active: index,
    take,
    /** The reply that was inserted last, while its text is still there. */
    inserted: inserted && text.includes(inserted.text) ? inserted : null,
    /** Types the slash at the caret, for who has no such key at hand. */
    start: () => {
      const before = text.slice(0, caret);
      const space = before === '' || /\s$/u.test(before) ? '' : ' ';
      setText(`${before}${space}/${text.slice(caret)}`);
      setDismissedAt(null);
      const caretAfter = before.length + space.length + 1;
      requestAnimationFrame(() => field.current?.setSelectionRange(caretAfter, caretAfter));
      field.current?.focus();
    },
    /** @returns true when the key was for the suggestions */
    onKeyDown: (event: KeyboardEvent): boolean => {
      if (!isOpen || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return false;
      const move = slashMove(event.key, { count: found.length, index, words: q, isAnswered });
      // Enter waits for the answer to what is typed. Any other key takes it back.
      waitForAnswer(move?.kind === 'wait');
      if (!move) return false;
      const chosen = found[index];
      if (move.kind === 'dismiss') setDismissedAt(start);
      else if (move.kind === 'go') setActive({ q, index: move.index });
      else if (move.kind === 'take' && chosen) take(chosen);
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}

export type SlashHandle = ReturnType<typeof useSlash>;
