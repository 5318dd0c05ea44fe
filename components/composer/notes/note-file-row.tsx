'use client';
import { Paperclip, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Draft } from '#components/inbox-state/drafts/draft-record.ts';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import type { AttachmentsHandle } from '../attachments/use-attachments.ts';

/** The files of a note that is being written, by their names. */
export function NoteFileRow({ draft, handle }: { draft: Draft; handle: AttachmentsHandle }) {
  const t = useTranslations('composer');
  if (draft.attachments.length === 0 && !handle.isUploading && !handle.error) return null;
  return (
    <div className="flex flex-col gap-1 px-4 pb-1.5 text-sm">
      <ul className="flex flex-col">
        {draft.attachments.map(({ id, altText: name }) => (
          <li key={id} className="flex items-center gap-2">
            <Icon of={Paperclip} size={14} className="shrink-0 text-paper-ink" />
            <BidiText className="min-w-0 flex-1 truncate">{name}</BidiText>
            <IconButton
              size="small"
              label={t('removeFile', { name })}
              icon={<Icon of={X} size={14} />}
              onClick={() => handle.remove(id)}
            />
          </li>
        ))}
      </ul>
      {handle.isUploading ? (
        <p role="status" className="flex items-center gap-2 text-xs text-paper-ink">
          <Spinner size={12} /> {t('uploadingFile')}
        </p>
      ) : null}
      {handle.error ? (
        <p role="alert" className="text-xs text-bad">
          {handle.error}
        </p>
      ) : null}
    </div>
  );
}
