'use client';
import { ExternalLink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { WebLink } from '#components/ui/text/web-link.tsx';
import type { NetworkView } from '#lib/channels/types.ts';
import { optionalText } from './optional-text.ts';

/** The page of a network where the credentials for the form are created. */
const credentialPages: Record<string, string> = { bluesky: 'https://bsky.app/settings/app-passwords' };
const MOST_STEPS = ['1', '2', '3', '4'];

/** What the member needs, step by step. Nothing if the catalogue has no steps for the network. */
export function ConnectSteps({ network: { network, name } }: { network: NetworkView }) {
  const t = useTranslations('connect');
  const steps = MOST_STEPS.flatMap((n) => optionalText(t, `networks.${network}.${n}`) ?? []);
  const page = credentialPages[network];
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
      {page ? (
        <WebLink
          href={page}
          className="mt-3 inline-flex items-center gap-1 text-sm font-medium text-accent-ink hover:underline"
        >
          {t('openPage', { network: name })}
          <Icon of={ExternalLink} size={12} />
        </WebLink>
      ) : null}
    </section>
  );
}
