'use client';
import { FileText } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import type { NoteFileView } from '#lib/items/notes/types.ts';
import { plainLine } from '#lib/plain-text.ts';

/** The files of a note: images small, anything else as a download. */
export function NoteFiles({ files }: { files: readonly NoteFileView[] }) {
  const t = useTranslations('item');
  const { api } = useWorkspace();
  if (files.length === 0) return null;
  return (
    <ul aria-label={t('files')} className="mt-1.5 flex flex-wrap gap-2">
      {files.map((file) => (
        <li key={file.id} className="max-w-full min-w-0">
          {file.mimeType.startsWith('image/') ? (
            <a
              href={api.noteFileUrl(file.id)}
              target="_blank"
              rel="noopener noreferrer"
              data-tip={plainLine(file.name)}
            >
              <img
                src={api.noteFileUrl(file.id)}
                alt={plainLine(file.name)}
                loading="lazy"
                decoding="async"
                className="size-20 rounded-control bg-sunken object-cover"
              />
            </a>
          ) : (
            <Download file={file} href={api.noteFileUrl(file.id)} />
          )}
        </li>
      ))}
    </ul>
  );
}

function Download({ file, href }: { file: NoteFileView; href: string }) {
  const t = useTranslations('item');
  const format = useFormatter();
  const size = format.number(Math.max(1, Math.round(file.size / 1_000)), { style: 'unit', unit: 'kilobyte' });
  const kind = file.mimeType === 'application/pdf' ? 'PDF' : 'TXT';
  return (
    <a
      href={href}
      download={file.name}
      className="flex min-h-9 max-w-full items-center gap-2 rounded-control border border-paper-edge px-2.5 text-sm hover:border-paper-ink touch:min-h-11"
    >
      <Icon of={FileText} size={14} className="shrink-0 text-paper-ink" />
      <BidiText className="min-w-0 truncate font-medium">{plainLine(file.name)}</BidiText>
      <span className="shrink-0 text-xs text-paper-ink">{t('fileSize', { kind, size })}</span>
    </a>
  );
}
