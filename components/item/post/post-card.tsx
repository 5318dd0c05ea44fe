'use client';
import { ExternalLink, Pin } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAvatar } from '#components/inbox-state/people/use-avatar.ts';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { LongText } from '#components/message-text/long-text.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { cx } from '#components/ui/cx.ts';
import { PageLink } from '#components/ui/page-parts/page-link.tsx';
import { FoldIcon } from '#components/ui/page-parts/fold-icon.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { onFailedImage } from '#components/ui/on-failed-image.ts';
import { KeptText } from '#components/ui/text/kept-text.tsx';
import { WebLink } from '#components/ui/text/web-link.tsx';
import { webUrl } from '#components/ui/text/web-url.ts';
import type { PostView } from '#lib/items/types.ts';
import { limitMarks } from '#lib/plain-text.ts';
import { Attachments } from '../media/attachments.tsx';
import { showPostMedia, thumbnailOf } from '../media/shown-media.ts';
import { PostFacts } from './post-facts.tsx';

/** More characters than two lines can show. */
const SHOWN_FOLDED = 600;

/** The post that the messages are about: two lines and a thumbnail until the reader unfolds it. */
export function PostCard({ post }: { post: PostView }) {
  const t = useTranslations('item');
  const [isOpen, setOpen] = useState(false);
  const { api, can, slug } = useWorkspace();
  const author = useName()(post.authorName);
  const media = showPostMedia(post, api);
  return (
    <article aria-label={t('post')} className="border-b border-line bg-sunken/60 px-4 py-2.5">
      <div className="mx-auto flex max-w-180 gap-3">
        <Thumbnail post={post} author={author} url={isOpen ? null : thumbnailOf(media)} />
        <div className="min-w-0 flex-1">
          <PostFacts post={post} author={author} />
          <PostText post={post} isOpen={isOpen} />
          {isOpen ? <Attachments attachments={media} /> : null}
          {isOpen && can('createGuidance') ? (
            <PageLink
              href={`/w/${slug}/settings/guidance?post=${post.id}`}
              className="relative touch-target mt-1 inline-flex items-center gap-1 text-xs text-muted hover:text-ink hover:underline touch:min-h-11"
            >
              <Icon of={Pin} size={12} />
              {t('pinGuidance')}
            </PageLink>
          ) : null}
        </div>
        <div className="flex shrink-0 flex-col">
          {webUrl(post.url) ? (
            <WebLink
              href={post.url}
              aria-label={t('openPost')}
              data-tip={t('openPost')}
              className="inline-flex size-6.5 items-center justify-center rounded-control text-soft hover:bg-hover touch:size-11"
            >
              <Icon of={ExternalLink} size={14} />
            </WebLink>
          ) : null}
          <IconButton
            size="small"
            aria-expanded={isOpen}
            label={isOpen ? t('foldPost') : t('unfoldPost')}
            icon={<FoldIcon isOpen={isOpen} />}
            onClick={() => setOpen(!isOpen)}
          />
        </div>
      </div>
    </article>
  );
}

/** The post's picture, or its author's when there is none or it can't be loaded. */
function Thumbnail({ post, author, url }: { post: PostView; author: string; url: string | null }) {
  const avatarOf = useAvatar();
  const [failedUrl, setFailedUrl] = useState<string | null>(null);
  if (url === null || url === failedUrl) {
    const avatarUrl = avatarOf({ id: post.id, avatarUrl: post.authorAvatarUrl });
    return <Avatar name={author} url={avatarUrl} size={20} className="mt-px" />;
  }
  return (
    <img
      src={url}
      alt=""
      loading="lazy"
      ref={onFailedImage(() => setFailedUrl(url))}
      onError={() => setFailedUrl(url)}
      className="size-11 shrink-0 rounded-control bg-pressed object-cover"
    />
  );
}

function PostText({ post, isOpen }: { post: PostView; isOpen: boolean }) {
  const t = useTranslations('item');
  // A place's text is often just its name, which is shown already.
  const text = post.variant === 'place' && post.text === post.authorName ? '' : post.text;
  return (
    <div
      {...(post.deletedAt ? {} : { dir: 'auto', lang: post.language ?? '' })}
      className={cx(
        'mt-0.5 text-sm wrap-anywhere whitespace-pre-wrap text-soft contain-content',
        isOpen ? 'max-h-[40vh] overflow-y-auto overscroll-contain' : 'line-clamp-2',
        post.deletedAt && 'italic',
      )}
    >
      {post.deletedAt ? (
        t('postDeleted')
      ) : isOpen ? (
        <LongText text={text} />
      ) : (
        <KeptText text={limitMarks(text.slice(0, SHOWN_FOLDED))} />
      )}
    </div>
  );
}
