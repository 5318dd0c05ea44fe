'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { capabilityNames, itemKinds, type NetworkView } from '#lib/channels/types.ts';

/** The kinds of item that the network has, and what can be done to each. */
export function NetworkCapabilities({ network: { capabilities } }: { network: NetworkView }) {
  const t = useTranslations('connect');
  const matrixText = useTranslations('networks');
  const { slug } = useWorkspace();
  return (
    <section aria-label={t('brings')}>
      <h2 className="mb-2 text-base font-semibold">{t('brings')}</h2>
      <dl className="flex flex-col gap-1.5 text-sm">
        {itemKinds.flatMap((kind) => {
          const offered = capabilities[kind];
          if (!offered) return [];
          const actions = capabilityNames.filter((name) => offered[name]).map((name) => matrixText(`actions.${name}`));
          return [
            <div key={kind}>
              <dt className="font-medium">{matrixText(`kinds.${kind}`)}</dt>
              <dd className="text-muted">{actions.length > 0 ? actions.join(', ') : t('readOnly')}</dd>
            </div>,
          ];
        })}
      </dl>
      <Link
        href={`/w/${slug}/networks`}
        className="mt-3 inline-block text-sm font-medium text-accent-ink hover:underline"
      >
        {t('matrix')}
      </Link>
    </section>
  );
}
