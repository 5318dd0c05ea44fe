'use client';
import { UsersRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Assigning } from '#components/inbox-state/acts/people-after.ts';
import { useCounts } from '#components/inbox-state/workspace/use-counts.ts';
import { useTeams } from '#components/inbox-state/workspace/use-teams.ts';
import { useTeamWork } from '#components/inbox-state/workspace/use-team-work.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useShownKeys } from '#components/keys/use-keys.ts';
import { queryOf } from '#components/route/filter.ts';
import { Avatar } from '#components/ui/avatar.tsx';
import { cx } from '#components/ui/cx.ts';
import { Icon } from '#components/ui/icon.tsx';
import { PageLink } from '#components/ui/page-parts/page-link.tsx';
import type { MemberWork } from '#lib/items/team/types.ts';
import type { TeamView } from '#lib/workspaces/types.ts';
import { RailLink } from '../rail-link.tsx';
import { RailTitle } from '../rail-title.tsx';
import { useDropItems } from './use-drop-items.ts';

/** People whom the rail has room for; the page has all. */
const SHOWN = 8;

/** The teams with what waits for them, and for a lead the people with what they hold. Dragged items can be dropped on each. */
export function RailTeam({ isWide }: { isWide: boolean }) {
  const { can } = useWorkspace();
  return (
    <>
      <RailTeams isWide={isWide} />
      {can('getTeam') ? <RailPeople isWide={isWide} /> : null}
    </>
  );
}

function RailTeams({ isWide }: { isWide: boolean }) {
  const t = useTranslations('team.rail');
  const { can, me } = useWorkspace();
  const counts = useCounts();
  const all = useTeams();
  const teams = can('getTeam') ? all : all.filter(({ members }) => members.some(({ id }) => id === me.memberId));
  if (teams.length === 0) return null;
  return (
    <>
      <RailTitle isWide={isWide} title={t('teams')} />
      <ul>
        {teams.map((team) => (
          <RailTeamLine key={team.id} team={team} count={counts?.byTeam[team.id] ?? 0} isWide={isWide} />
        ))}
      </ul>
    </>
  );
}

function RailTeamLine({ team, count, isWide }: { team: TeamView; count: number; isWide: boolean }) {
  return (
    <DropLine to={{ team: { id: team.id, name: team.name } }}>
      <RailLink
        view="all"
        query={queryOf({ status: ['open'], assignee: 'none', team: team.id })}
        icon={UsersRound}
        label={team.name}
        count={count}
        isWide={isWide}
      />
    </DropLine>
  );
}

function RailPeople({ isWide }: { isWide: boolean }) {
  const t = useTranslations('team.rail');
  const keys = useShownKeys();
  const { slug } = useWorkspace();
  const people = useTeamWork().data?.members ?? [];
  if (people.length < 2) return null;
  return (
    <>
      <RailTitle isWide={isWide} title={t('people')} />
      <ul>
        {people.slice(0, SHOWN).map((member) => (
          <RailPerson key={member.id} member={member} isWide={isWide} />
        ))}
      </ul>
      {isWide ? (
        <PageLink
          href={`/w/${slug}/team`}
          prefetch={false}
          data-tip-keys={keys('goTeam')}
          className="flex h-8 touch:h-11 items-center gap-2 rounded-control px-2 text-sm text-muted hover:bg-hover hover:text-ink"
        >
          <Icon of={UsersRound} size={14} />
          {t('all')}
        </PageLink>
      ) : null}
    </>
  );
}

function RailPerson({ member, isWide }: { member: MemberWork; isWide: boolean }) {
  const t = useTranslations('team');
  const { id, name, isHere, queue } = member;
  return (
    <DropLine to={{ owner: { id, name } }}>
      <RailLink
        view="all"
        query={queryOf({ status: ['open'], assignee: id })}
        mark={
          <span className="relative shrink-0">
            <Avatar name={name} size={16} />
            {isHere ? (
              <>
                <span
                  aria-hidden
                  className="filled-mark absolute -right-0.5 -bottom-0.5 size-2 rounded-full bg-ok-fill outline-2 outline-rail"
                />
                <span className="sr-only">{t('here')}</span>
              </>
            ) : null}
          </span>
        }
        label={name}
        count={queue}
        isWide={isWide}
      />
    </DropLine>
  );
}

function DropLine({ to, children }: { to: Assigning; children: React.ReactNode }) {
  const { isOver, handlers } = useDropItems(to);
  return (
    <li {...handlers} className={cx('rounded-control', isOver && 'outline-2 outline-accent-ink')}>
      {children}
    </li>
  );
}
