'use client';
import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox/workspace-context.tsx';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Page } from '#components/ui/page.tsx';
import type { NetworkView } from '#lib/channels/types.ts';
import { itemKinds } from '#lib/inbox/types.ts';

/** Which network to connect: what comes from each, and what can be done there. */
export function NetworkChoice({ networks }: { networks: NetworkView[] }) {
  const t = useTranslations('connect');
  const kindText = useTranslations('queue.kinds');
  const { slug } = useWorkspace();
  return (
    <Page title={t('title')} intro={t('intro')}>
      <ul className="divide-y divide-line border-y border-line">
        {networks.map(({ network, name, capabilities }) => (
          <li key={network}>
            <Link
              href={`/w/${slug}/channels/connect/${network}`}
              className="-mx-2 flex items-center gap-3 rounded-control px-2 py-3 hover:bg-hover"
            >
              <NetworkMark network={network} size={24} />
              <span className="min-w-0 flex-1">
                <span className="block text-base font-medium">{name}</span>
                <span className="block text-sm text-muted">
                  {itemKinds
                    .filter((kind) => capabilities[kind])
                    .map((kind) => kindText(kind))
                    .join(', ')}
                </span>
              </span>
              <Icon of={ChevronRight} className="text-muted" />
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
