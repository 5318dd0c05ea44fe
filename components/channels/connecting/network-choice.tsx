'use client';
import { ChevronRight, Table2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { Page } from '#components/ui/page.tsx';
import type { NetworkView } from '#lib/channels/types.ts';
import { itemKinds } from '#lib/items/types.ts';
import { useChannels } from '#components/inbox-state/workspace/use-channels.ts';
import { PageLink } from '#components/ui/page-parts/page-link.tsx';

/** The networks to connect: what each one has, and which ones still need their app. */
export function NetworkChoice({ networks }: { networks: NetworkView[] }) {
  const t = useTranslations('connect');
  const { slug } = useWorkspace();
  const channels = useChannels() ?? [];
  const matrix = (
    <PageLink href={`/w/${slug}/networks`} className={buttonClass()}>
      <Icon of={Table2} />
      {t('matrix')}
    </PageLink>
  );
  return (
    <Page title={t('title')} intro={t('intro')} actions={matrix}>
      <ul className="divide-y divide-line border-y border-line">
        {networks.map((network) => (
          <NetworkLine
            key={network.network}
            network={network}
            connected={channels.filter((channel) => channel.network === network.network).length}
          />
        ))}
      </ul>
    </Page>
  );
}

function NetworkLine({ network, connected }: { network: NetworkView; connected: number }) {
  const t = useTranslations('connect');
  const kindText = useTranslations('queue.kinds');
  const { slug } = useWorkspace();
  const kinds = itemKinds.filter((kind) => network.capabilities[kind]).map((kind) => kindText(kind));
  return (
    <li>
      <PageLink
        href={`/w/${slug}/channels/connect/${network.network}`}
        className="-mx-2 flex items-center gap-3 rounded-control px-2 py-3 hover:bg-hover"
      >
        <NetworkMark network={network.network} size={24} />
        <span className="min-w-0 flex-1">
          <span className="block text-base font-medium">{network.name}</span>
          <span className="block text-sm text-muted">{kinds.length > 0 ? kinds.join(', ') : t('nothing')}</span>
        </span>
        {connected > 0 ? <span className="exact text-sm text-muted">{t('connected', { n: connected })}</span> : null}
        {network.isReady ? null : <Badge tone="warn">{t('notReady')}</Badge>}
        <Icon of={ChevronRight} className="shrink-0 text-muted" />
      </PageLink>
    </li>
  );
}
