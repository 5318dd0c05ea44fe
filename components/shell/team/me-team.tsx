'use client';
import { UsersRound } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useCounts } from '#components/inbox-state/workspace/use-counts.ts';
import { useTeams } from '#components/inbox-state/workspace/use-teams.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { queryOf } from '#components/route/filter.ts';
import { Icon } from '#components/ui/icon.tsx';
import { SteadyNumber } from '#components/ui/text/steady-number.tsx';
import { plainLine } from '#lib/plain-text.ts';

/** On a phone: the queues of the teams, and for a lead the view of the team. */
export function MeTeam({ lineClass }: { lineClass: string }) {
  const t = useTranslations('team');
  const { slug, can, me } = useWorkspace();
  const counts = useCounts();
  const all = useTeams();
  const teams = can('getTeam') ? all : all.filter(({ members }) => members.some(({ id }) => id === me.memberId));
  return (
    <>
      {teams.map(({ id, name }) => (
        <li key={id}>
          <Link
            href={`/w/${slug}/all?${queryOf({ status: ['open'], assignee: 'none', team: id })}`}
            className={lineClass}
          >
            <Icon of={UsersRound} className="text-muted" />
            <span dir="auto" className="min-w-0 flex-1 truncate">
              {plainLine(name)}
            </span>
            <SteadyNumber value={counts?.byTeam[id] ?? 0} className="text-sm text-muted" />
          </Link>
        </li>
      ))}
      {can('getTeam') ? (
        <li>
          <Link href={`/w/${slug}/team`} className={lineClass}>
            <Icon of={UsersRound} className="text-muted" />
            {t('title')}
          </Link>
        </li>
      ) : null}
    </>
  );
}
