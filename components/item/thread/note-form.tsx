'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { MentionList } from '#components/composer/mentions/mention-list.tsx';
import { useMentions } from '#components/composer/mentions/use-mentions.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { rereadItem } from '#components/inbox-state/items/use-item.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { Textarea } from '#components/ui/field.tsx';
import { NOTE_LIMIT, type NoteView } from '#lib/items/notes/types.ts';

/** Changes the text of one's own note, and whom it mentions. */
export function NoteForm({ note, itemId, onDone }: { note: NoteView; itemId: string; onDone: () => void }) {
  const t = useTranslations('item');
  const { api } = useWorkspace();
  const { items } = useInbox();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(note.text);
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const mentions = useMentions({ itemId, field, text, setText, isOff: false });
  useEffect(() => field.current?.focus(), []);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const item = await api.editNote(note.id, { text: text.trim(), mentions: mentions.mentionsIn(text) });
      items.putRows([item]);
      await rereadItem(cache, itemId);
      onDone();
    } catch (failure) {
      setError(problemText(failure));
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void save(event)} className="mt-1 flex flex-col gap-2">
      <Textarea
        ref={field}
        aria-label={t('noteText')}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={mentions.found.length > 0 ? mentions.listId : undefined}
        aria-activedescendant={mentions.found.length > 0 ? `${mentions.listId}-${mentions.active}` : undefined}
        value={text}
        maxLength={NOTE_LIMIT}
        className="field-sizing-content"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (mentions.onKeyDown(event)) return;
          if (event.key === 'Escape') {
            event.stopPropagation();
            onDone();
          }
        }}
      />
      <MentionList mentions={mentions} className="" />
      {error === null ? null : (
        <p role="alert" className="text-sm text-bad">
          {error}
        </p>
      )}
      <div className="flex gap-2">
        <Button type="submit" look="primary" size="small" isBusy={isBusy} disabled={text.trim() === ''}>
          {t('saveNote')}
        </Button>
        <Button size="small" onClick={onDone}>
          {t('cancelEdit')}
        </Button>
      </div>
    </form>
  );
}
