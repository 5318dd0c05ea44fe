'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { deleteTeamAction } from '#app/actions/teams.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyLine } from '#components/ui/empty-state.tsx';
import { Line, Lines } from '#components/ui/page.tsx';
import { isolated, plainLine } from '#lib/plain-text.ts';
import type { TeamView } from '#lib/workspaces/types.ts';
import { Confirm } from '../confirm.tsx';
import { useAct } from '../use-act.ts';
import { TeamDialog } from './team-dialog.tsx';

type Person = { id: string; name: string };
type Props = { workspace: string; teams: readonly TeamView[]; people: readonly Person[]; canManage: boolean };

/** The teams of a workspace, and for who may, changing them. */
export function TeamLines({ workspace, teams, people, canManage }: Props) {
  const t = useTranslations('team.settings');
  const [isNew, setNew] = useState(false);
  return (
    <div className="flex flex-col items-start gap-3">
      <div className="w-full">
        {teams.length === 0 ? (
          <EmptyLine>{t('none')}</EmptyLine>
        ) : (
          <Lines label={t('title')}>
            {teams.map((team) => (
              <TeamLine key={team.id} workspace={workspace} team={team} people={people} canManage={canManage} />
            ))}
          </Lines>
        )}
      </div>
      {canManage ? <Button onClick={() => setNew(true)}>{t('new')}</Button> : null}
      {isNew ? <TeamDialog workspace={workspace} team={null} people={people} onClose={() => setNew(false)} /> : null}
    </div>
  );
}

function TeamLine({ workspace, team, people, canManage }: Omit<Props, 'teams'> & { team: TeamView }) {
  const t = useTranslations('team.settings');
  const [shown, setShown] = useState<'edit' | 'delete' | null>(null);
  const cache = useQueryClient();
  const removal = useAct();
  const name = isolated(plainLine(team.name));
  const remove = () =>
    removal.act(
      () => deleteTeamAction(workspace, { teamId: team.id }),
      () => {
        void cache.invalidateQueries({ queryKey: ['teams'] });
        setShown(null);
      },
    );
  return (
    <Line
      title={<span className="font-medium">{plainLine(team.name)}</span>}
      detail={team.members.length > 0 ? team.members.map((member) => plainLine(member.name)).join(', ') : t('nobody')}
    >
      {canManage ? (
        <>
          <Button look="ghost" size="small" aria-label={`${t('edit')} ${name}`} onClick={() => setShown('edit')}>
            {t('edit')}
          </Button>
          <Button look="ghost" size="small" aria-label={`${t('delete')} ${name}`} onClick={() => setShown('delete')}>
            {t('delete')}
          </Button>
        </>
      ) : null}
      {shown === 'edit' ? (
        <TeamDialog workspace={workspace} team={team} people={people} onClose={() => setShown(null)} />
      ) : null}
      <Confirm
        isOpen={shown === 'delete'}
        onOpenChange={(isOpen) => setShown(isOpen ? 'delete' : null)}
        title={t('deleteTitle', { name })}
        text={t('deleteText')}
        action={t('delete')}
        isBusy={removal.isBusy}
        error={removal.error}
        onConfirm={remove}
      />
    </Line>
  );
}
