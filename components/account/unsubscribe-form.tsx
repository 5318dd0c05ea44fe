'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { plainLine } from '#lib/plain-text.ts';

type Phase = 'asking' | 'busy' | 'done' | 'failed';

/** Ends a workspace's emails with a button, because mail programs open links before people do. */
export function UnsubscribeForm({ token, workspace }: { token: string; workspace: string }) {
  const t = useTranslations('notifications.stop');
  const [phase, setPhase] = useState<Phase>('asking');
  const stop = async () => {
    setPhase('busy');
    const answer = await fetch(`/api/unsubscribe/${encodeURIComponent(token)}`, { method: 'POST' }).catch(() => null);
    setPhase(answer?.ok ? 'done' : 'failed');
  };
  if (phase === 'done') return <Notice tone="ok">{t('done')}</Notice>;
  return (
    <div className="flex flex-col gap-4">
      {phase === 'failed' ? <Notice tone="bad">{t('unknown')}</Notice> : null}
      <p className="text-sm">{t('text', { workspace: plainLine(workspace) })}</p>
      <Button look="primary" isBusy={phase === 'busy'} onClick={() => void stop()}>
        {t('submit')}
      </Button>
    </div>
  );
}
