'use client';
import { ChevronDown, ExternalLink, Heart, MessageSquare, Quote, Repeat2 } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAvatar } from '#components/inbox-state/people/use-avatar.ts';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { useWorkspace } from '#components/inbox-state/workspace-context.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { onFailedImage } from '#components/ui/on-failed-image.ts';
import { WebLink } from '#components/ui/text/web-link.tsx';
import { webUrl } from '#components/ui/text/web-url.ts';
import { When } from '#components/ui/text/timestamp.tsx';
import { Words } from '#components/ui/text/bidi-text.tsx';
import type { PostView } from '#lib/items/types.ts';
import { limitMarks } from '#lib/plain-text.ts';
import { Attachments } from '../media/attachments.tsx';
import { LongText } from '#components/message-text/long-text.tsx';
import { postMediaShown, thumbnailOf } from '../media/shown-media.ts';

/** More than two lines can show, in characters. */
const SHOWN_FOLDED = 600;

const countIcons = [
  ['replies', MessageSquare],
  ['reposts', Repeat2],
  ['quotes', Quote],
  ['likes', Heart],
] as const;

/** The post under which people talk: folded to two lines and a thumbnail until asked for. */
export function PostCard({ post }: { post: PostView }) {
  const t = useTranslations('item');
  const format = useFormatter();
  const [isOpen, setOpen] = useState(false);
  const { api } = useWorkspace();
  const nameOf = useName();
  const avatarOf = useAvatar();
  const media = postMediaShown(post, api);
  const [unfit, setUnfit] = useState<string | null>(null);
  const thumbnail = thumbnailOf(media);
  const author = nameOf(post.authorName);
  // A place is its name, and has no day.
  const text = post.variant === 'place' && post.text === post.authorName ? '' : post.text;
  const variantKey = `postVariant.${post.variant ?? ''}` as Parameters<typeof t>[0]; // checked by `has` on this line's next
  const variant = post.variant !== null && t.has(variantKey) ? t(variantKey) : null;
  return (
    <article aria-label={t('post')} className="border-b border-line bg-sunken/60 px-4 py-2.5">
      <div className="mx-auto flex max-w-180 gap-3">
        {thumbnail && thumbnail !== unfit && !isOpen ? (
          <img
            src={thumbnail}
            alt=""
            loading="lazy"
            ref={onFailedImage(() => setUnfit(thumbnail))}
            onError={() => setUnfit(thumbnail)}
            className="size-11 shrink-0 rounded-control bg-pressed object-cover"
          />
        ) : (
          <Avatar
            name={author}
            url={avatarOf({ id: post.id, avatarUrl: post.authorAvatarUrl })}
            size={20}
            className="mt-px"
          />
        )}
        <div className="min-w-0 flex-1">
          <div className="flex items-center gap-1.5 text-xs text-muted">
            <Words className={cx('truncate font-medium', post.isOwn ? 'text-voice' : 'text-soft')}>{author}</Words>
            {variant === null ? null : (
              <span className="shrink-0 rounded-[3px] bg-pressed px-1 font-medium text-soft">{variant}</span>
            )}
            {post.variant === 'place' ? null : <When at={post.createdAt} className="exact shrink-0" />}
            <span className="exact ml-auto flex shrink-0 items-center gap-2.5">
              {countIcons.map(([name, icon]) => {
                const count = post.counts[name];
                return count ? (
                  <span key={name} className="inline-flex items-center gap-1" data-tip={t(`count.${name}`, { count })}>
                    <Icon of={icon} size={12} />
                    {format.number(count)}
                    <span className="sr-only">{t(`count.${name}`, { count })}</span>
                  </span>
                ) : null;
              })}
            </span>
          </div>
          <div
            dir="auto"
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
              limitMarks(text.slice(0, SHOWN_FOLDED))
            )}
          </div>
          {isOpen ? <Attachments attachments={media} /> : null}
        </div>
        <div className="flex shrink-0 flex-col">
          {webUrl(post.url) ? (
            <WebLink
              href={post.url}
              aria-label={t('openPost')}
              data-tip={t('openPost')}
              className="inline-flex size-6.5 items-center justify-center rounded-control text-soft hover:bg-hover max-phone:size-11"
            >
              <Icon of={ExternalLink} size={14} />
            </WebLink>
          ) : null}
          <IconButton
            size="small"
            aria-expanded={isOpen}
            label={isOpen ? t('foldPost') : t('unfoldPost')}
            icon={
              <Icon
                of={ChevronDown}
                size={14}
                className={cx('transition-transform duration-120', isOpen && 'rotate-180')}
              />
            }
            onClick={() => setOpen(!isOpen)}
          />
        </div>
      </div>
    </article>
  );
}
