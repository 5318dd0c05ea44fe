'use client';
import { Heart, MessageSquare, Quote, Repeat2 } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import type { PostView } from '#lib/items/types.ts';

const countIcons = [
  ['replies', MessageSquare],
  ['reposts', Repeat2],
  ['quotes', Quote],
  ['likes', Heart],
] as const;

/** A post's author, kind, date and counts, in one line. */
export function PostFacts({ post, author }: { post: PostView; author: string }) {
  const t = useTranslations('item');
  const format = useFormatter();
  const variantKey = `postVariant.${post.variant ?? ''}` as Parameters<typeof t>[0]; // checked by `has` on the next line
  const variant = post.variant !== null && t.has(variantKey) ? t(variantKey) : null;
  return (
    <div className="flex items-center gap-1.5 text-xs text-muted">
      <BidiText className={cx('truncate font-medium', post.isOwn ? 'text-voice' : 'text-soft')}>{author}</BidiText>
      {variant === null ? null : (
        <span className="shrink-0 rounded-[3px] bg-pressed px-1 font-medium text-soft">{variant}</span>
      )}
      {post.variant === 'place' ? null : <Timestamp at={post.createdAt} className="exact shrink-0" />}
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
  );
}
