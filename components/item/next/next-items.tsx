'use client';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { ViewLink } from '#components/inbox-state/workspace/view-link.tsx';
import { RowCountdown } from '#components/item-facts/countdown.tsx';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { useNetwork } from '#components/networks/networks-context.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import type { ItemRow, ViewName } from '#lib/items/types.ts';
import { type NextItems as Next, useNextItems } from './use-next-items.ts';

/** What waits most urgently, while no item is open: each a link that opens it. Nothing if nothing waits. */
export function NextItems() {
  const t = useTranslations('item.next');
  const next = useNextItems();
  if (!next) return null;
  return (
    <div className="flex w-full flex-col gap-5 text-left empty:hidden">
      <Part
        title={t('expiring')}
        view={next.expiring.total > 0 ? 'expiring' : 'open'}
        sort="expiring"
        next={next.expiring}
      />
      <Part title={t('mine')} view="mine" sort="expiring" next={next.mine} />
      <Part title={t('failed')} view="failed" next={next.failed} />
    </div>
  );
}

type PartProps = { title: string; view: ViewName; sort?: 'expiring'; next: Next };

function Part({ title, view, sort, next: { total, items } }: PartProps) {
  const format = useFormatter();
  if (items.length === 0) return null;
  const query = sort && view !== 'expiring' ? `sort=${sort}` : '';
  return (
    <section>
      <h3 className="text-xs font-medium text-muted">
        <ViewLink view={view} query={query} className="inline-flex min-h-7 items-center gap-1.5 hover:text-ink">
          {title}
          {total > 0 ? <span className="exact font-normal">{format.number(total)}</span> : null}
        </ViewLink>
      </h3>
      <ul className="-mx-2">
        {items.map((row) => (
          <li key={row.id}>
            <ItemLink row={row} view={view} query={query}>
              {view === 'failed' || !row.replyDeadline ? (
                <Timestamp at={row.lastActivityAt} className="exact text-muted" />
              ) : (
                <RowCountdown row={row} />
              )}
            </ItemLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

type LinkProps = { row: ItemRow; view: ViewName; query: string; children: ReactNode };

function ItemLink({ row, view, query, children }: LinkProps) {
  const name = useName()(row.contact.name);
  const network = useNetwork(row.network).name;
  return (
    <ViewLink
      view={view}
      query={query}
      itemId={row.id}
      className="flex min-h-9 items-center gap-2 rounded-control px-2 py-1 text-sm hover:bg-hover"
    >
      <NetworkMark network={row.network} size={14} />
      <span className="sr-only">{network}</span>
      <BidiText className="max-w-36 shrink-0 truncate font-medium">{name}</BidiText>
      <BidiText className="min-w-0 flex-1 truncate text-muted">{row.preview}</BidiText>
      <span className="shrink-0 text-xs">{children}</span>
    </ViewLink>
  );
}
