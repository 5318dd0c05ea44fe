'use client';
import { Archive } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { PageLink } from '#components/ui/page-parts/page-link.tsx';

/** Says on each page of an archived workspace that it can be read, not changed, and until when. */
export function ArchiveLine() {
  const t = useTranslations('clients.banner');
  const format = useFormatter();
  const { archive, slug, can } = useWorkspace();
  if (!archive) return null;
  return (
    <div
      role="status"
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-warn-tint px-4 py-1.5 text-sm text-warn"
    >
      <Icon of={Archive} size={16} />
      <span className="min-w-0 flex-1 basis-40">
        {archive.eraseAt === null
          ? t('archived')
          : t('until', { date: format.dateTime(new Date(archive.eraseAt), { dateStyle: 'long' }) })}
      </span>
      {can('editWorkspace') ? (
        <PageLink
          href={`/w/${slug}/settings/workspace`}
          className="inline-flex min-h-7 items-center font-medium underline touch:min-h-11"
        >
          {t('settings')}
        </PageLink>
      ) : null}
    </div>
  );
}
