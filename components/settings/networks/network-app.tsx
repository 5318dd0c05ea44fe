'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useId, useRef, useState, useSyncExternalStore } from 'react';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { FoldIcon } from '#components/ui/page-parts/fold-icon.tsx';
import type { NetworkAppView } from '#lib/channels/connecting/types.ts';
import { NetworkAppDetails } from './network-app-details.tsx';

/** One network's app: whether it is ready, and when unfolded, how it is set up. */
export function NetworkApp({ app }: { app: NetworkAppView }) {
  const t = useTranslations('settings.networks');
  const isAskedFor = useHash() === `#${app.network}`;
  const [chosen, setOpen] = useState<boolean | null>(null);
  const isOpen = chosen ?? isAskedFor;
  const line = useRef<HTMLLIElement>(null);
  const detailsId = useId();
  useEffect(() => {
    if (isAskedFor) line.current?.scrollIntoView({ block: 'start' });
  }, [isAskedFor]);
  const needsNone = app.settings.length === 0;
  return (
    <li ref={line} id={app.network} className="scroll-mt-4">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={detailsId}
        onClick={() => setOpen(!isOpen)}
        className="-mx-2 flex min-h-12 w-[calc(100%+1rem)] items-center gap-3 rounded-control px-2 text-left hover:bg-hover"
      >
        <NetworkMark network={app.network} size={20} />
        <span className="min-w-0 flex-1">
          <span className="block text-base font-medium">{app.name}</span>
          {needsNone ? null : <span className="block text-sm text-muted">{t(`from.${app.from ?? 'none'}`)}</span>}
        </span>
        <Badge tone={needsNone ? 'neutral' : app.isReady ? 'ok' : 'warn'}>
          {t(needsNone ? 'noApp' : app.isReady ? 'ready' : 'notReady')}
        </Badge>
        <FoldIcon isOpen={isOpen} size={16} className="shrink-0 text-muted" />
      </button>
      <div id={detailsId} hidden={!isOpen} className="pt-1 pb-5 pl-8 max-phone:pl-0">
        <NetworkAppDetails app={app} />
      </div>
    </li>
  );
}

/** The fragment of the address; empty on the server. */
function useHash(): string {
  return useSyncExternalStore(
    followHash,
    () => window.location.hash,
    () => '',
  );
}

function followHash(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
