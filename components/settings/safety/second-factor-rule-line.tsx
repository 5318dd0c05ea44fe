'use client';
import { useTranslations } from 'next-intl';
import { requireSecondFactorAction } from '#app/actions/settings.ts';
import { Notice } from '#components/ui/notice.tsx';
import { Switch } from '#components/ui/switch.tsx';
import type { SecondFactorRule } from '#lib/workspaces/people/types.ts';
import { useAct } from '../use-act.ts';

/** Whether the organization requires a second factor. */
export function SecondFactorRuleLine({ workspace, rule }: { workspace: string; rule: SecondFactorRule }) {
  const t = useTranslations('safety.rule');
  const { act, isBusy, error } = useAct();
  const hint = rule.isOwn || rule.isRequired ? t('hint') : t('unused');
  return (
    <div className="flex max-w-120 flex-col gap-3">
      <div className="flex items-start gap-3">
        <Switch
          label={t('require')}
          isOn={isBusy ? !rule.isRequired : rule.isRequired}
          disabled={isBusy || !rule.mayChange || (!rule.isRequired && !rule.isOwn)}
          onChange={(isRequired) => act(() => requireSecondFactorAction(workspace, { isRequired }))}
        />
        <div className="flex flex-col gap-1">
          <span className="text-sm font-medium">{t('require')}</span>
          <p className="text-xs text-muted">{rule.mayChange ? hint : t('elsewhere')}</p>
        </div>
      </div>
      {error ? <Notice tone="bad">{error}</Notice> : null}
    </div>
  );
}
