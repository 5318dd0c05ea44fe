import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { AuditFilterForm } from '#components/settings/safety/audit-filter-form.tsx';
import { AuditLine } from '#components/settings/safety/audit-line.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Lines, Page } from '#components/ui/page.tsx';
import { getWorkspace } from '#lib/workspaces/get-workspace.ts';
import { listAudit } from '#lib/workspaces/list-audit.ts';
import { listMembers } from '#lib/workspaces/members/list-members.ts';
import { requireSection } from '../require-section.ts';
import { readFilter } from './read-filter.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.audit'))('title') };
}

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function AuditPage({ params, searchParams }: Props) {
  const { workspace: slug } = await params;
  const { filter, given, query, cursor } = readFilter(await searchParams);
  const caller = await requireSection(slug, 'audit', listAudit);
  const [t, safety] = await Promise.all([getTranslations('settings.audit'), getTranslations('safety.audit')]);
  const [{ name }, members, { entries, nextCursor }] = await Promise.all([
    getWorkspace(caller),
    listMembers(caller),
    listAudit(caller, { ...filter, ...(cursor === null ? {} : { cursor }) }),
  ]);
  const isFiltered = query.size > 0;
  const files = `/api/v1/workspaces/${slug}/audit/export?${query}${isFiltered ? '&' : ''}format=`;
  const older = new URLSearchParams([...query, ['cursor', nextCursor ?? '']]);
  return (
    <Page
      title={t('title')}
      intro={safety('intro', { workspace: name })}
      actions={
        <>
          <a href={`${files}csv`} download className={buttonClass()} aria-label={safety('exportCsv')}>
            {safety('csv')}
          </a>
          <a href={`${files}json`} download className={buttonClass()} aria-label={safety('exportJson')}>
            {safety('json')}
          </a>
        </>
      }
    >
      <AuditFilterForm slug={slug} given={given} members={members} isFiltered={isFiltered} />
      {entries.length === 0 ? (
        <EmptyState title={isFiltered ? safety('none') : t('empty')}>
          {isFiltered ? safety('noneText') : t('emptyText')}
        </EmptyState>
      ) : (
        <Lines label={t('list')}>
          {entries.map((entry) => (
            <AuditLine key={entry.id} slug={slug} entry={entry} />
          ))}
        </Lines>
      )}
      {nextCursor === null ? null : (
        <Link href={`/w/${slug}/settings/audit?${older}`} className={`${buttonClass()} self-start`}>
          {t('older')}
        </Link>
      )}
    </Page>
  );
}
