'use client';
import { useTranslations } from 'next-intl';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { useNetwork } from '#components/networks/networks-context.tsx';
import { navigate, pathOf, readRoute } from '#components/route/route-store.ts';
import { KeptText } from '#components/ui/text/kept-text.tsx';
import { PageLink } from '#components/ui/page-parts/page-link.tsx';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import type { ContactView } from '#lib/items/types.ts';

/** How many of the contact's other items are shown; a link leads to the rest. */
const SHOWN_ITEMS = 5;

/** The contact's latest other items. */
export function OtherItems({ contact }: { contact: ContactView }) {
  const t = useTranslations('context');
  const queueText = useTranslations('queue');
  const { slug } = useWorkspace();
  const route = readRoute();
  return (
    <>
      <ul className="-mx-2 flex flex-col">
        {contact.items.slice(0, SHOWN_ITEMS).map((item) => (
          <li key={item.id}>
            <a
              href={route ? pathOf({ ...route, itemId: item.id }) : undefined}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey) return;
                event.preventDefault();
                navigate({ itemId: item.id });
              }}
              className="flex items-start gap-2 rounded-control px-2 py-1.5 text-sm hover:bg-hover"
            >
              <NetworkMark network={item.network} size={14} className="mt-0.5" />
              <span className="min-w-0 flex-1">
                <span dir="auto" lang={item.previewLanguage ?? ''} className="line-clamp-2 wrap-anywhere">
                  <KeptText text={item.preview} />
                </span>
                <span className="block text-xs text-muted">
                  <NetworkName network={item.network} /> · {queueText(`status.${item.status}`)} ·{' '}
                  <Timestamp at={item.lastActivityAt} className="exact" />
                </span>
              </span>
            </a>
          </li>
        ))}
      </ul>
      {contact.itemCount > Math.min(SHOWN_ITEMS, contact.items.length) + 1 ? (
        <PageLink
          href={`/w/${slug}/contacts/${contact.id}`}
          prefetch={false}
          className="mt-1 inline-flex items-center text-xs font-medium text-accent-ink hover:underline touch:min-h-11"
        >
          {t('allItems', { count: contact.itemCount })}
        </PageLink>
      ) : null}
    </>
  );
}

function NetworkName({ network }: { network: string }) {
  return useNetwork(network).name;
}
