'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { useNetwork } from '#components/networks/networks-context.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyLine } from '#components/ui/empty-state.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { FailedLine } from '#components/ui/page-parts/failed-state.tsx';
import { PageLink } from '#components/ui/page-parts/page-link.tsx';
import { Section } from '#components/ui/page.tsx';
import { KeptText } from '#components/ui/text/kept-text.tsx';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import type { ContactDetail } from '#lib/contacts/types.ts';
import type { ItemPage, ItemRow } from '#lib/items/types.ts';
import { useContactsApi } from '../use-contacts-api.ts';
import { useRowKeys } from '#components/keys/use-row-keys.ts';

/** All items of the person on every network, public and private, latest first. */
export function ContactHistory({ contact, first }: { contact: ContactDetail; first: ItemPage }) {
  const t = useTranslations('contacts');
  const api = useContactsApi();
  const problemText = useProblemText();
  const list = useRef<HTMLUListElement>(null);
  useRowKeys(list);
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['contacts', 'items', contact.id],
    queryFn: ({ pageParam }) => api.listItems(contact.id, pageParam),
    initialPageParam: null as string | null, // the first page has no cursor, the others do
    getNextPageParam: ({ nextCursor }) => nextCursor,
    initialData: { pages: [first], pageParams: [null] },
  });
  const items = data.pages.flatMap((page) => page.items);
  return (
    <Section title={t('history', { count: contact.itemCount })}>
      {error ? <FailedLine onRetry={() => void refetch()}>{problemText(error)}</FailedLine> : null}
      {items.length === 0 ? <EmptyLine>{t('noHistory')}</EmptyLine> : null}
      <ul
        ref={list}
        aria-label={t('history', { count: contact.itemCount })}
        hidden={items.length === 0}
        className="-mx-2 flex flex-col divide-y divide-line"
      >
        {items.map((item, index) => (
          <HistoryLine key={item.id} item={item} isStop={index === 0} />
        ))}
      </ul>
      {hasNextPage ? (
        <div>
          <Button isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      ) : null}
    </Section>
  );
}

function HistoryLine({ item, isStop }: { item: ItemRow; isStop: boolean }) {
  const t = useTranslations('contacts');
  const queueText = useTranslations('queue');
  const { slug } = useWorkspace();
  const network = useNetwork(item.network).name;
  return (
    <li>
      <PageLink
        href={`/w/${slug}/all/${item.id}`}
        prefetch={false}
        data-row={item.id}
        tabIndex={isStop ? 0 : -1}
        className="flex min-h-14 items-start gap-3 rounded-control px-2 py-2 text-sm -outline-offset-2 hover:bg-hover focus-visible:chosen"
      >
        <NetworkMark network={item.network} size={16} className="mt-0.5" />
        <span className="min-w-0 flex-1">
          <span dir="auto" lang={item.previewLanguage ?? ''} className="line-clamp-2 wrap-anywhere">
            <KeptText text={item.preview} />
          </span>
          <span className="exact flex flex-wrap items-center gap-x-2 text-xs text-muted">
            <span>{network}</span>
            <span>{queueText(`kind.${item.kind}`)}</span>
            <span>{queueText(`status.${item.status}`)}</span>
            <span>{t('messages', { count: item.messageCount })}</span>
          </span>
        </span>
        {item.kind === 'message' ? <Badge icon={<Icon of={Lock} size={12} />}>{t('private')}</Badge> : null}
        <Timestamp at={item.lastActivityAt} className="exact shrink-0 text-xs text-muted" />
      </PageLink>
    </li>
  );
}
