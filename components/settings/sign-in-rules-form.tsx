'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { editSignInRulesAction } from '#app/actions/settings.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Switch } from '#components/ui/switch.tsx';
import type { SignInRulesView } from '#lib/workspaces/types.ts';
import { useAct } from './use-act.ts';

type Props = { workspace: string; rules: SignInRulesView; providerName: string };

/** Whose members may sign in at the provider, and whether they have to. */
export function SignInRulesForm({ workspace, rules, providerName: name }: Props) {
  const t = useTranslations('settings.workspace');
  const common = useTranslations('common');
  const safety = useTranslations('safety.rule');
  const [domains, setDomains] = useState(rules.emailDomains.join(' '));
  const [isRequired, setRequired] = useState(rules.isSingleSignOnRequired);
  const [isSaved, setSaved] = useState(false);
  const { act, isBusy, failure, error } = useAct();
  const isBadDomain = failure?.code === 'invalid';
  const emailDomains = domains.split(/[\s,;]+/).filter(Boolean);
  return (
    <form
      className="flex max-w-96 flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        setSaved(false);
        act(
          () => editSignInRulesAction(workspace, { emailDomains, isSingleSignOnRequired: isRequired }),
          () => setSaved(true),
        );
      }}
    >
      <Field
        label={t('emailDomains')}
        hint={t('emailDomainsHint', { name })}
        error={isBadDomain ? t('badDomains') : null}
      >
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder="example.com"
            readOnly={!rules.mayChange}
            value={domains}
            onChange={(event) => setDomains(event.target.value)}
          />
        )}
      </Field>
      <div className="flex items-start gap-3">
        <Switch
          label={t('requireSingleSignOn', { name })}
          isOn={isRequired}
          onChange={setRequired}
          disabled={!rules.mayChange || (!isRequired && !rules.isLinked)}
        />
        <div className="flex flex-col gap-1">
          <span className="text-sm font-medium">{t('requireSingleSignOn', { name })}</span>
          <p className="text-xs text-muted">{rules.isLinked ? t('requireHint') : t('requireUnused', { name })}</p>
        </div>
      </div>
      {rules.mayChange ? null : <p className="text-sm text-muted">{safety('elsewhere')}</p>}
      {error && !isBadDomain ? <Notice tone="bad">{error}</Notice> : null}
      <div className="flex items-center gap-3">
        <Button type="submit" look="primary" isBusy={isBusy} disabled={!rules.mayChange}>
          {common('save')}
        </Button>
        <output className="text-sm text-muted">{isSaved ? t('signInSaved') : ''}</output>
      </div>
    </form>
  );
}
