'use client';
import { ExternalLink } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import { WebLink } from '#components/ui/text/web-link.tsx';
import { webUrl } from '#components/ui/text/web-url.ts';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import type { ComparedPost } from '#lib/channels/types.ts';
import { plainLine } from '#lib/plain-text.ts';

/** For each post, how many comments the network reports and how many are stored. */
export function ComparedPosts({ posts }: { posts: readonly ComparedPost[] }) {
  const t = useTranslations('channels');
  const format = useFormatter();
  return (
    <div className="mt-2 overflow-x-auto">
      <table className="exact w-full text-sm">
        <thead className="text-left text-xs text-muted">
          <tr>
            <th className="py-1 pr-4 font-medium">{t('post')}</th>
            <th className="py-1 pr-4 text-right font-medium">{t('reported')}</th>
            <th className="py-1 pr-4 text-right font-medium max-phone:pr-0">{t('held')}</th>
            <th className="py-1 text-right font-medium max-phone:hidden">{t('compared')}</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {posts.map((post) => (
            <tr key={post.postId}>
              <td className="max-w-0 py-1.5 pr-4">
                {webUrl(post.url) ? (
                  <WebLink href={post.url} className="flex items-center gap-1 hover:underline">
                    <BidiText lang="" className="truncate">
                      {plainLine(post.preview, 300)}
                    </BidiText>
                    <Icon of={ExternalLink} size={12} className="shrink-0 text-muted" />
                  </WebLink>
                ) : (
                  <BidiText lang="" className="block truncate">
                    {plainLine(post.preview, 300)}
                  </BidiText>
                )}
              </td>
              <td className="w-20 py-1.5 pr-4 text-right max-phone:w-14">{format.number(post.reported)}</td>
              <td
                className={cx(
                  'w-20 py-1.5 pr-4 text-right max-phone:w-14 max-phone:pr-0',
                  post.missing > 0 && 'font-medium text-warn',
                )}
              >
                {format.number(post.held)}
              </td>
              <td className="w-24 py-1.5 text-right text-muted max-phone:hidden">
                <Timestamp at={post.comparedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
