'use client';
import { Lock, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { Textarea } from '#components/ui/field.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import { CONTACT_NOTE_LIMIT, type ContactDetail } from '#lib/contacts/types.ts';
import { isolated, limitMarks, plainLine } from '#lib/plain-text.ts';
import type { ActOnContact } from '../use-contact.ts';

type Props = { contact: ContactDetail; act: ActOnContact | null; isBusy: boolean };

/** What colleagues wrote about the person; it never leaves the workspace. */
export function ContactNotes({ contact, act, isBusy }: Props) {
  const t = useTranslations('contacts');
  const { me, can } = useWorkspace();
  const [text, setText] = useState('');
  const mayDelete = (memberId: string) => act !== null && (memberId === me.memberId || can('deleteOthersNote'));
  return (
    <>
      <ul aria-label={t('notes')} className="flex flex-col gap-1.5">
        {contact.notes.map((note) => (
          <li key={note.id} className="flex items-start gap-2 rounded-control bg-paper px-2.5 py-1.5 text-sm">
            <Icon of={Lock} size={14} className="mt-0.5 shrink-0 text-paper-ink" />
            <span className="min-w-0 flex-1">
              <span dir="auto" className="block wrap-anywhere whitespace-pre-wrap">
                {limitMarks(note.text)}
              </span>
              <span className="text-xs text-paper-ink">
                <BidiText>{plainLine(note.member.name)}</BidiText> · <Timestamp at={note.createdAt} className="exact" />
              </span>
            </span>
            {act && mayDelete(note.member.id) ? (
              <IconButton
                size="small"
                label={t('deleteNote', { name: isolated(plainLine(note.member.name)) })}
                icon={<Icon of={Trash2} size={14} />}
                onClick={() => void act((api) => api.deleteNote(note.id).then(() => api.get(contact.id)))}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {act ? (
        <form
          className="flex flex-col items-start gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() === '') return;
            void act((api) => api.addNote(contact.id, text)).then((isDone) => (isDone ? setText('') : undefined));
          }}
        >
          <Textarea
            value={text}
            maxLength={CONTACT_NOTE_LIMIT}
            aria-label={t('newNote')}
            placeholder={t('newNote')}
            onChange={({ target }) => setText(target.value)}
            className="bg-paper"
          />
          <Button type="submit" isBusy={isBusy}>
            {t('saveNote')}
          </Button>
        </form>
      ) : null}
    </>
  );
}
