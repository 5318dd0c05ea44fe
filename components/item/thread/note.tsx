'use client';
import { Lock, Pencil, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import type { NoteView } from '#lib/items/notes/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';
import { LongText } from '#components/message-text/long-text.tsx';
import { NoteFiles } from './note-files.tsx';
import { NoteForm } from './note-form.tsx';
import { QuotedMessage } from './quoted-message.tsx';
import { useDeleteNote } from './use-delete-note.ts';

/** An internal note. Its colour and its lock tell it from a reply. */
export function Note({ note, itemId }: { note: NoteView; itemId: string }) {
  const t = useTranslations('item');
  const { me, can } = useWorkspace();
  const remove = useDeleteNote(itemId);
  const isOwn = note.guest === null && note.member.id === me.memberId;
  const author = note.guest ?? note.member.name;
  const ofCases = useTranslations('cases');
  const ofGuests = useTranslations('guests');
  const mayDelete = isOwn || can('deleteOthersNote');
  const [isEditing, setEditing] = useState(false);
  return (
    <article
      aria-label={note.guest === null ? t('noteFrom', { name: author }) : ofGuests('noteLabel', { name: author })}
      className="group/note mx-3 my-1.5 flex gap-2.5 rounded-control border border-dashed border-paper-edge bg-paper px-3 py-2"
    >
      <Avatar name={author} size={22} className="mt-px" />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline gap-x-1.5 text-sm">
          <BidiText className="font-semibold">{plainLine(author)}</BidiText>
          {note.guest === null ? null : (
            <span className="rounded-[4px] border border-paper-edge px-1 text-xs font-medium text-paper-ink">
              {ofGuests('answerOf', { name: isolated(plainLine(note.member.name)) })}
            </span>
          )}
          <span className="inline-flex items-center gap-1 text-xs text-paper-ink">
            <Icon of={Lock} size={11} />
            {t('noteInternal')}
          </span>
          {note.isForCase ? (
            <span className="rounded-[4px] border border-paper-edge px-1 text-xs font-medium text-paper-ink">
              {ofCases('noteOfCase')}
            </span>
          ) : null}
          <Timestamp at={note.createdAt} className="exact text-xs text-paper-ink" />
          {note.editedAt === null ? null : (
            <span data-tip-at={note.editedAt} className="text-xs text-paper-ink">
              {t('noteEdited')}
            </span>
          )}
        </div>
        {note.quote ? <QuotedMessage quote={note.quote} /> : null}
        {isEditing ? (
          <NoteForm note={note} itemId={itemId} onDone={() => setEditing(false)} />
        ) : (
          <div
            dir="auto"
            lang={note.language ?? ''}
            className="mt-0.5 text-base wrap-anywhere whitespace-pre-wrap contain-content"
          >
            <LongText text={note.text} />
          </div>
        )}
        <NoteFiles files={note.files} />
      </div>
      {mayDelete && !isEditing ? (
        <span className="flex shrink-0 opacity-0 group-focus-within/note:opacity-100 group-hover/note:opacity-100 coarse:opacity-100">
          {isOwn ? (
            <IconButton
              size="small"
              label={t('editNote')}
              icon={<Icon of={Pencil} size={14} />}
              onClick={() => setEditing(true)}
            />
          ) : null}
          <IconButton
            size="small"
            label={t('deleteNote')}
            icon={<Icon of={X} size={14} />}
            onClick={() => void remove(note.id)}
          />
        </span>
      ) : null}
    </article>
  );
}
