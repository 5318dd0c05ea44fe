'use client';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type RefObject, useId, useRef, useState } from 'react';
import type { MentionInput } from '#components/api/client.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import type { MentionableView } from '#lib/items/notes/types.ts';
import { atBefore, matching, mentionsIn } from './mention-text.ts';

const SHOWN = 8;
const STALE_MS = 60_000;

type Given = {
  itemId: string;
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  setText: (text: string) => void;
  /** Only notes mention colleagues. */
  isOff: boolean;
};

/** Suggests colleagues and teams after `@`. Arrow keys choose, Enter or Tab inserts, Escape closes the list. */
export function useMentions({ itemId, field, text, setText, isOff }: Given) {
  const { api, can } = useWorkspace();
  const listId = useId();
  const chosen = useRef(new Set<string>());
  const [active, setActive] = useState({ words: '', index: 0 });
  const [dismissedAt, setDismissedAt] = useState<number | null>(null);
  const caret = field.current?.selectionStart ?? text.length;
  const at = isOff || !can('addNote') ? null : atBefore(text, caret);
  // An @ that was dismissed and deleted is forgotten: the next one may stand in its place.
  if (at === null && dismissedAt !== null) setDismissedAt(null);
  const { data } = useQuery({
    queryKey: ['receivers', 'mentionable', itemId],
    queryFn: () => api.listMentionable(itemId),
    enabled: !isOff && can('addNote'),
    staleTime: STALE_MS,
  });
  const all = data?.mentionable ?? [];
  const found = at && at.start !== dismissedAt ? matching(all, at.words, SHOWN) : [];
  const index = at && active.words === at.words && active.index < found.length ? active.index : 0;
  const take = ({ id, name, cannot }: MentionableView) => {
    if (!at || cannot !== null) return;
    chosen.current.add(id);
    setText(`${text.slice(0, at.start)}@${name} ${text.slice(caret).replace(/^ /u, '')}`);
    const caretAfter = at.start + name.length + 2;
    requestAnimationFrame(() => field.current?.setSelectionRange(caretAfter, caretAfter));
    field.current?.focus();
  };
  return {
    listId,
    found,
    active: index,
    take,
    /** Whom a text mentions. */
    mentionsIn: (written: string): MentionInput => mentionsIn(written, all, chosen.current),
    /** @returns true when the key was for the suggestions */
    onKeyDown: (event: KeyboardEvent): boolean => {
      const current = found[index];
      if (!at || !current || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return false;
      const go = (to: number) => setActive({ words: at.words, index: (to + found.length) % found.length });
      if (event.key === 'ArrowDown') go(index + 1);
      else if (event.key === 'ArrowUp') go(index - 1);
      else if (event.key === 'Enter' || event.key === 'Tab') take(current);
      else if (event.key === 'Escape') setDismissedAt(at.start);
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}

export type MentionsHandle = ReturnType<typeof useMentions>;
