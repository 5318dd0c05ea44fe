'use client';
import { ExternalLink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { WebLink } from '#components/ui/text/web-link.tsx';
import type { NetworkView } from '#lib/channels/types.ts';
import { optionalText } from './optional-text.ts';

const MOST_STEPS = ['1', '2', '3', '4'];

/** What the member needs, step by step; nothing where the catalogues have no steps for a network. */
export function ConnectSteps({ network: { network, name, credentialsUrl } }: { network: NetworkView }) {
  const t = useTranslations('connect');
  const steps = MOST_STEPS.flatMap((n) => optionalText(t, `networks.${network}.${n}`) ?? []);
  if (steps.length === 0) return null;
  return (
    <section aria-label={t('steps')}>
      <h2 className="mb-2 flex items-center gap-2 text-base font-semibold">
        <NetworkMark network={network} />
        {t('steps')}
      </h2>
      <ol className="flex list-decimal flex-col gap-1.5 pl-5 text-sm text-soft marker:text-muted">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {credentialsUrl ? (
        <WebLink
          href={credentialsUrl}
          className="mt-3 inline-flex items-center gap-1 text-sm font-medium text-accent-ink hover:underline"
        >
          {t('openPage', { network: name })}
          <Icon of={ExternalLink} size={12} />
        </WebLink>
      ) : null}
    </section>
  );
}
