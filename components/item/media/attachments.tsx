'use client';
import { FileText, Image as ImageIcon, Link as LinkIcon, Music, Play, Video } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Icon } from '#components/ui/icon.tsx';
import { onFailedImage } from '#components/ui/on-failed-image.ts';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import { plainLine } from '#lib/plain-text.ts';
import type { ShownMedia } from './shown-media.ts';

const icons = { image: ImageIcon, video: Video, audio: Music, file: FileText, link: LinkIcon } as const;

/** Pictures are shown, video and audio are loaded on demand, anything else is a link. */
export function Attachments({ attachments }: { attachments: readonly ShownMedia[] }) {
  const t = useTranslations('item');
  if (attachments.length === 0) return null;
  return (
    <ul className="mt-2 flex flex-wrap gap-2" aria-label={t('attachments')}>
      {attachments.map((one) => (
        <li key={one.key} className="max-w-full">
          <Attachment one={one} />
        </li>
      ))}
    </ul>
  );
}

function Attachment({ one }: { one: ShownMedia }) {
  const [hasFailed, setFailed] = useState(false);
  const onFailed = () => setFailed(true);
  if (hasFailed || one.source === null) return <MediaLink one={one} hasFailed={hasFailed || one.isLost} />;
  switch (one.kind) {
    case 'image':
      return <Picture one={one} source={one.source} onFailed={onFailed} />;
    case 'video':
    case 'audio':
      return <Recording one={one} source={one.source} onFailed={onFailed} />;
    case 'file':
    case 'link':
      return <MediaLink one={one} hasFailed={false} />;
    default:
      return one.kind satisfies never;
  }
}

type MediaProps = { one: ShownMedia; source: string; onFailed: () => void };

function Picture({ one, source, onFailed }: MediaProps) {
  const t = useTranslations('item');
  // Show a still until the picture is opened, unless the picture is animated.
  const [shown, setShown] = useState(one.isAnimated ? source : (one.preview ?? source));
  const onError = () => (shown === source ? onFailed() : setShown(source));
  return (
    <a
      href={source}
      target="_blank"
      rel="noopener noreferrer"
      className="relative block w-fit"
      data-tip={one.altText || undefined}
    >
      <img
        src={shown}
        alt={one.altText || t('imageWithoutText')}
        lang={one.altText ? '' : undefined}
        {...(one.width && one.height ? { width: one.width, height: one.height } : {})}
        loading="lazy"
        decoding="async"
        ref={onFailedImage(onError)}
        onError={onError}
        className="max-h-64 min-h-12 w-auto max-w-full min-w-12 rounded-control bg-sunken object-contain"
      />
      {one.isAnimated ? <CornerLabel text={t('media.animated')} /> : null}
    </a>
  );
}

/** A video or audio. Nothing of it is loaded before the reader plays it. */
function Recording({ one, source, onFailed }: MediaProps) {
  const t = useTranslations('item');
  const [isPlaying, setPlaying] = useState(false);
  const [hasStill, setHasStill] = useState(one.kind === 'video' && one.preview !== null);
  const isVideo = one.kind === 'video';
  const label = one.altText || t(isVideo ? 'video' : 'media.audio');
  if (isPlaying) {
    const shared = { controls: true, autoPlay: true, src: source, onError: onFailed, 'aria-label': label };
    // The networks send no captions; the description is its accessible name.
    return isVideo ? (
      // oxlint-disable-next-line jsx-a11y/media-has-caption
      <video {...shared} className="max-h-80 max-w-full rounded-control bg-sunken" />
    ) : (
      // oxlint-disable-next-line jsx-a11y/media-has-caption
      <audio {...shared} className="h-10 max-w-full" />
    );
  }
  const play = t(isVideo ? 'media.playVideo' : 'media.playAudio');
  return (
    <button
      type="button"
      aria-label={one.altText ? t('state.ofAction', { action: play, text: one.altText }) : play}
      onClick={() => setPlaying(true)}
      className="relative flex min-h-11 items-center gap-2 overflow-hidden rounded-control bg-sunken text-sm text-soft inset-ring inset-ring-line hover:bg-hover"
    >
      {hasStill && one.preview ? (
        <>
          <img
            src={one.preview}
            alt=""
            loading="lazy"
            decoding="async"
            ref={onFailedImage(() => setHasStill(false))}
            onError={() => setHasStill(false)}
            className="max-h-64 min-h-20 w-auto max-w-full min-w-32 object-contain"
          />
          <span className="absolute inset-0 m-auto flex size-11 items-center justify-center rounded-full bg-raised/90 text-ink shadow-float">
            <Icon of={Play} size={20} />
          </span>
        </>
      ) : (
        <span className="inline-flex items-center gap-2 px-3">
          <Icon of={Play} />
          <BidiText className="truncate" lang={one.altText ? '' : undefined}>
            {plainLine(one.altText) || play}
          </BidiText>
        </span>
      )}
    </button>
  );
}

function CornerLabel({ text }: { text: string }) {
  return (
    <span className="absolute bottom-1.5 left-1.5 rounded-[4px] bg-raised/90 px-1 text-xs font-medium text-soft">
      {text}
    </span>
  );
}

/** A file, a link, or media that could not be loaded: its name, as a link to it. */
function MediaLink({ one, hasFailed }: { one: ShownMedia; hasFailed: boolean }) {
  const t = useTranslations('item.media');
  const kindText = useTranslations('item');
  const kind = one.kind === 'video' ? kindText('video') : t(one.kind);
  const name = one.title || one.altText || (one.kind === 'link' || one.kind === 'file' ? hostOf(one.link) : '') || kind;
  const href = one.link ?? (hasFailed ? null : one.source);
  const content = (
    <>
      <Icon of={icons[one.kind]} className="shrink-0 text-muted" />
      <BidiText className="truncate">{plainLine(name)}</BidiText>
      {hasFailed ? (
        <span className="min-w-0 shrink truncate text-muted">{t(href ? 'unavailable' : 'gone')}</span>
      ) : null}
    </>
  );
  const lineClass =
    'inline-flex max-w-full items-center gap-2 rounded-control px-2.5 py-1.5 text-sm inset-ring inset-ring-line';
  if (href === null) return <span className={lineClass}>{content}</span>;
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className={`${lineClass} hover:bg-hover touch:min-h-11`}
    >
      {content}
    </a>
  );
}

function hostOf(url: string | null): string {
  return url === null ? '' : (URL.parse(url)?.host.replace(/^www\./u, '') ?? '');
}
