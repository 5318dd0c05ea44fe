import type { Metadata } from 'next';
import Link from 'next/link';
import { getFormatter, getTranslations } from 'next-intl/server';
import { buttonClass } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Lines, Page } from '#components/ui/page.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import { isolated, plainLine } from '#lib/plain-text.ts';
import { getWorkspace } from '#lib/workspaces/get-workspace.ts';
import { listAudit } from '#lib/workspaces/list-audit.ts';
import { roles } from '#lib/workspaces/types.ts';
import { requireSection } from '../require-section.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings.audit'))('title') };
}

type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<{ cursor?: string | string[] }> };

export default async function AuditPage({ params, searchParams }: Props) {
  const { workspace: slug } = await params;
  const { cursor } = await searchParams;
  const caller = await requireSection(slug, 'audit', listAudit);
  const [t, roleNames, format] = await Promise.all([
    getTranslations('settings.audit'),
    getTranslations('common.roles'),
    getFormatter(),
  ]);
  const [{ name }, { entries, nextCursor }] = await Promise.all([
    getWorkspace(caller),
    listAudit(caller, typeof cursor === 'string' ? { cursor } : {}),
  ]);
  const roleName = (value: unknown) => {
    const role = roles.find((known) => known === value);
    return role ? roleNames(role) : '';
  };
  return (
    <Page title={t('title')} intro={t('intro', { workspace: name })}>
      {entries.length === 0 ? (
        <EmptyState title={t('empty')}>{t('emptyText')}</EmptyState>
      ) : (
        <Lines label={t('list')}>
          {entries.map(({ id, act, subject, details, member, createdAt }) => (
            <li key={id} className="flex min-h-10 flex-wrap items-baseline gap-x-4 py-2">
              <time dateTime={createdAt} className="w-40 shrink-0 text-sm text-muted tabular-nums">
                {format.dateTime(new Date(createdAt), { dateStyle: 'medium', timeStyle: 'short' })}
              </time>
              <span className="min-w-0 flex-1 basis-60 wrap-anywhere">
                <BidiText className="font-medium">{member ? plainLine(member.name) : t('operator')}</BidiText>{' '}
                {t(`act.${act}`, { subject: isolated(plainLine(subject)), role: roleName(details['to']) })}
              </span>
            </li>
          ))}
        </Lines>
      )}
      {nextCursor === null ? null : (
        <Link href={`/w/${slug}/settings/audit?cursor=${nextCursor}`} className={`${buttonClass()} self-start`}>
          {t('older')}
        </Link>
      )}
    </Page>
  );
}
