'use client';
import { Paperclip } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Icon } from '#components/ui/icon.tsx';
import type { GuestFile } from '#lib/guests/types.ts';
import { plainLine } from '#lib/plain-text.ts';

/** Pictures are shown, through our own address; of other files only that there is one. */
export function GuestFiles({ files, token }: { files: readonly GuestFile[]; token: string }) {
  const t = useTranslations('guests.page');
  if (files.length === 0) return null;
  return (
    <ul className="mt-2 flex flex-wrap gap-2">
      {files.map(({ file, kind, altText }) => (
        <li key={file} className="max-w-full">
          {kind === 'image' ? (
            <img
              src={`/api/guest/${encodeURIComponent(token)}/${encodeURIComponent(file)}`}
              alt={altText || t('picture')}
              lang={altText ? '' : undefined}
              decoding="async"
              className="max-h-80 min-h-12 w-auto max-w-full min-w-12 rounded-control bg-sunken object-contain"
            />
          ) : (
            <span className="inline-flex items-center gap-1.5 text-sm text-soft">
              <Icon of={Paperclip} size={14} />
              {plainLine(altText) || t('otherFile')}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
