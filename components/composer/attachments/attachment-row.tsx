'use client';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { inputClass } from '#components/ui/field.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import type { Draft } from '#components/inbox-state/drafts/draft-record.ts';
import type { AttachmentsHandle } from './use-attachments.ts';

/** The pictures of a draft, each with a field for its alt text. */
export function AttachmentRow({ draft, handle }: { draft: Draft; handle: AttachmentsHandle }) {
  const t = useTranslations('composer');
  const { api } = useWorkspace();
  if (draft.attachments.length === 0 && !handle.isUploading && !handle.error) return null;
  return (
    <div className="flex flex-col gap-1.5 px-3 pb-1.5">
      {draft.attachments.map(({ id, altText }, index) => (
        <div key={id} className="flex items-center gap-2">
          <img src={api.attachmentUrl(id)} alt="" className="size-10 shrink-0 rounded-control bg-sunken object-cover" />
          <input
            value={altText}
            aria-label={t('altLabel', { n: index + 1 })}
            placeholder={t('altPlaceholder')}
            onChange={(event) => handle.describe(id, event.target.value)}
            onBlur={() => handle.saveDescription(id)}
            className={`${inputClass} h-8 text-sm touch:h-11`}
          />
          <IconButton
            size="small"
            label={t('removeImage')}
            icon={<Icon of={X} size={14} />}
            onClick={() => handle.remove(id)}
          />
        </div>
      ))}
      {handle.isUploading ? (
        <p role="status" className="flex items-center gap-2 text-xs text-muted">
          <Spinner size={12} /> {t('uploading')}
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
