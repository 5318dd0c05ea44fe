'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { cx } from '#components/ui/cx.ts';
import type { NetworkAppView } from '#lib/channels/connecting/types.ts';
import { CopyField } from '#components/ui/page-parts/copy-field.tsx';
import { NetworkAppTest } from './network-app-test.tsx';

/** Which settings are set (never the secrets themselves), the addresses to enter at the network, and a test. */
export function NetworkAppDetails({ app }: { app: NetworkAppView }) {
  const t = useTranslations('settings.networks');
  const { network, name, settings, options, redirectUrl, webhookUrl } = app;
  return (
    <div className="flex max-w-160 flex-col gap-4 text-sm">
      {settings.length === 0 ? <p className="text-muted">{t('noAppText', { network: name })}</p> : null}
      {settings.length > 0 ? (
        <Table title={t('settings')}>
          {settings.map(({ name: setting, variable, isRequired, isSet }) => (
            <Row key={setting} variable={variable} title={t(`names.${setting}`)}>
              <span className={cx(isSet ? 'text-ok' : isRequired ? 'font-medium text-bad' : 'text-muted')}>
                {t(isSet ? 'set' : isRequired ? 'missing' : 'optional')}
              </span>
            </Row>
          ))}
        </Table>
      ) : null}
      {options.length > 0 ? (
        <Table title={t('options')}>
          {options.map((option) => (
            <Row key={option.name} variable={option.variable}>
              <OptionValue option={option} />
            </Row>
          ))}
        </Table>
      ) : null}
      {settings.length > 0 ? <p className="text-xs text-muted">{t('how')}</p> : null}
      {redirectUrl ? <Address label={t('redirect', { network: name })} value={redirectUrl} /> : null}
      {webhookUrl ? <Address label={t('webhook', { network: name })} value={webhookUrl} /> : null}
      {settings.length > 0 ? <NetworkAppTest app={app} /> : null}
      <p className="text-muted">
        {t.rich('guide', { path: () => <code className="text-soft">docs/networks/{network}.md</code> })}
      </p>
    </div>
  );
}

function Table({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h2 className="mb-1 text-xs font-medium text-muted">{title}</h2>
      <ul className="divide-y divide-line border-y border-line">{children}</ul>
    </div>
  );
}

function Row({ variable, title, children }: { variable: string; title?: string; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-0.5 py-1.5">
      <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
        {title ? <span>{title}</span> : null}
        <code className="min-w-0 text-xs break-all text-muted">{variable}</code>
      </span>
      <span className="ml-auto">{children}</span>
    </li>
  );
}

function OptionValue({ option: { isSet, value, values } }: { option: NetworkAppView['options'][number] }) {
  const t = useTranslations('settings.networks');
  const choices = values.length > 0 ? t('choices', { values: values.join(', ') }) : undefined;
  if (isSet) {
    return (
      <span data-tip={choices} className="text-ok">
        {value === null ? t('hidden') : <code>{value}</code>}
      </span>
    );
  }
  return (
    <span data-tip={choices} className="text-muted">
      {value === null ? t('notSet') : t('byDefault', { value })}
    </span>
  );
}

function Address({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <p className="mb-1 text-xs font-medium text-muted">{label}</p>
      <CopyField label={label} value={value} />
    </div>
  );
}
