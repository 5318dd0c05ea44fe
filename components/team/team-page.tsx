'use client';
import { UsersRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useTeamWork } from '#components/inbox-state/workspace/use-team-work.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Page } from '#components/ui/page.tsx';
import { FailedLine } from '#components/ui/page-parts/failed-state.tsx';
import { PageLink } from '#components/ui/page-parts/page-link.tsx';
import type { TeamWork } from '#lib/items/team/types.ts';
import { teamColumns } from './columns.ts';
import { MemberRow } from './member-row.tsx';

/** A lead's view: how the work is spread, and moving it. It follows what happens without a reload. */
export function TeamPage({ first }: { first: TeamWork }) {
  const t = useTranslations('team');
  const { slug } = useWorkspace();
  const problemText = useProblemText();
  const { data = first, error, refetch } = useTeamWork(first);
  const [openId, setOpenId] = useState<string | null>(null);
  return (
    <Page
      title={t('title')}
      intro={t('intro')}
      isWide
      actions={
        <PageLink href={`/w/${slug}/unassigned`} className={buttonClass()}>
          {t('unassigned', { count: data.unassigned })}
        </PageLink>
      }
    >
      {error ? <FailedLine onRetry={() => void refetch()}>{problemText(error)}</FailedLine> : null}
      {data.members.length === 0 ? (
        <EmptyState icon={<Icon of={UsersRound} size={20} />} title={t('empty')}>
          {t('emptyHint')}
        </EmptyState>
      ) : (
        <table className="exact w-full border-collapse text-sm">
          <caption className="sr-only">{t('caption')}</caption>
          <thead>
            <tr className="border-b border-line text-xs text-muted">
              <th scope="col" className="py-1.5 text-left font-medium">
                {t('column.member')}
              </th>
              {teamColumns.map(({ name, isRare }) => (
                <th
                  key={name}
                  scope="col"
                  data-tip={
                    name === 'late' || name === 'expiring' || name === 'promises' ? t(`${name}Hint`) : undefined
                  }
                  className={cx('py-1.5 pl-4 text-right font-medium', isRare && 'max-phone:hidden')}
                >
                  {t(`column.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          {data.members.map((member) => (
            <MemberRow
              key={member.id}
              member={member}
              others={data.members.filter(({ id }) => id !== member.id)}
              isOpen={openId === member.id}
              onToggle={() => setOpenId(openId === member.id ? null : member.id)}
            />
          ))}
        </table>
      )}
    </Page>
  );
}
