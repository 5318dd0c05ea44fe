'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { endMemberSessionsAction } from '#app/actions/settings.ts';
import { Button } from '#components/ui/button.tsx';
import type { MemberView } from '#lib/workspaces/types.ts';
import { Confirm } from '../confirm.tsx';
import { useAct } from '../use-act.ts';

/** Signs a member out everywhere, after a question. */
export function SignOutButton({ workspace, member }: { workspace: string; member: MemberView }) {
  const t = useTranslations('safety.signOut');
  const { act, isBusy, error } = useAct();
  const [isAsking, setAsking] = useState(false);
  const [ended, setEnded] = useState<number | null>(null);
  const { id: memberId, name } = member;
  return (
    <>
      <Button look="ghost" size="small" aria-label={t('of', { name })} onClick={() => setAsking(true)}>
        {t('action')}
      </Button>
      <output className="text-sm text-muted">{ended === null ? null : t('done', { count: ended })}</output>
      <Confirm
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={t('title', { name })}
        text={t('text', { name })}
        action={t('action')}
        isBusy={isBusy}
        error={error}
        onConfirm={() =>
          act(
            () => endMemberSessionsAction(workspace, { memberId }),
            ({ revoked }) => {
              setAsking(false);
              setEnded(revoked);
            },
          )
        }
      />
    </>
  );
}
