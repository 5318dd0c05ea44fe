'use client';
import { FileText, Link as LinkIcon, Music } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox/workspace-context.tsx';
import { Icon } from '#components/ui/icon.tsx';

export type Shown = {
  id?: string;
  kind: string;
  url: string | null;
  previewUrl?: string | null | undefined;
  altText?: string | undefined;
  title?: string | null;
  width?: number | null;
  height?: number | null;
};

const icons = { audio: Music, link: LinkIcon } as const;

/** Only addresses of the web are followed: what a network hands us is not trusted. */
function webUrl(url: string | null | undefined): string | undefined {
  return url && /^(https?:\/\/|\/)/iu.test(url) ? url : undefined;
}

/** Pictures as pictures, films with their controls, anything else as a line that opens. */
export function Attachments({ attachments }: { attachments: readonly Shown[] }) {
  const t = useTranslations('item');
  const { api } = useWorkspace();
  if (attachments.length === 0) return null;
  return (
    <ul className="mt-2 flex flex-wrap gap-2" aria-label={t('attachments')}>
      {attachments.map((one, index) => {
        const url = webUrl(one.url) ?? (one.id ? api.attachmentUrl(one.id) : undefined);
        const preview = webUrl(one.previewUrl) ?? url;
        if (one.kind === 'image' && preview) {
          return (
            <li key={one.id ?? index}>
              <a href={url} target="_blank" rel="noopener noreferrer" className="block">
                <img
                  src={preview}
                  alt={one.altText || t('imageWithoutText')}
                  {...(one.width && one.height ? { width: one.width, height: one.height } : {})}
                  loading="lazy"
                  decoding="async"
                  referrerPolicy="no-referrer"
                  className="max-h-64 w-auto max-w-full rounded-control bg-sunken object-contain"
                />
              </a>
            </li>
          );
        }
        if (one.kind === 'video' && url) {
          return (
            <li key={one.id ?? index}>
              {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- the networks hand us no captions; the description is its name */}
              <video
                controls
                preload="none"
                src={url}
                poster={webUrl(one.previewUrl)}
                aria-label={one.altText || t('video')}
                className="max-h-64 max-w-full rounded-control bg-sunken"
              />
            </li>
          );
        }
        return (
          <li key={one.id ?? index} className="max-w-full">
            <a
              href={url}
              target="_blank"
              rel="noopener noreferrer"
              className="inline-flex max-w-full items-center gap-2 rounded-control px-2.5 py-1.5 text-sm inset-ring inset-ring-line hover:bg-hover"
            >
              <Icon
                of={one.kind in icons ? icons[one.kind as keyof typeof icons] : FileText}
                className="shrink-0 text-muted"
              />
              <span className="truncate">{one.title ?? one.altText ?? one.url ?? one.kind}</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}
