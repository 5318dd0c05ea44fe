'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { revokeApiKeyAction } from '#app/actions/settings.ts';
import { Button } from '#components/ui/button.tsx';
import { Line } from '#components/ui/page.tsx';
import type { ApiKeyView } from '#lib/workspaces/types.ts';
import { Confirm } from './confirm.tsx';
import { Ago } from './ago.tsx';
import { useAct } from './use-act.ts';

export function ApiKeyLine({ workspace, apiKey }: { workspace: string; apiKey: ApiKeyView }) {
  const t = useTranslations('settings.api');
  const [isAsking, setAsking] = useState(false);
  const { act, isBusy, error } = useAct();
  const { id, name, prefix, member, lastUsedAt } = apiKey;
  return (
    <Line
      title={
        <span className="flex items-baseline gap-2.5">
          <span className="min-w-0 truncate font-medium">{name}</span>
          <span className="font-mono text-xs text-muted">{prefix}</span>
        </span>
      }
      detail={
        <>
          {t('actsAs', { name: member.name })}
          {' · '}
          {lastUsedAt === null ? t('neverUsed') : t.rich('usedAt', { when: () => <Ago at={lastUsedAt} /> })}
        </>
      }
    >
      <Button look="ghost" size="small" onClick={() => setAsking(true)}>
        {t('revoke')}
      </Button>
      <Confirm
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={t('revokeTitle', { name })}
        text={t('revokeText')}
        action={t('revoke')}
        isBusy={isBusy}
        error={error}
        onConfirm={() =>
          act(
            () => revokeApiKeyAction(workspace, { apiKeyId: id }),
            () => setAsking(false),
          )
        }
      />
    </Line>
  );
}
