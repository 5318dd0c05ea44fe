'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useRow } from '#components/inbox-state/items/use-row.ts';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { useNetwork } from '#components/networks/networks-context.tsx';
import { navigate, pathOf, readRoute } from '#components/route/route-store.ts';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import type { ItemRow } from '#lib/items/types.ts';
import { plainLine } from '#lib/plain-text.ts';

type Props = {
  item: ItemRow;
  /** What stands before the state, such as a reason. */ note?: string;
  children?: ReactNode;
};

/** An item beside the open one, in one line: network, author and state. It opens with a click or with Enter. */
export function CaseItem({ item: read, note, children }: Props) {
  const queueText = useTranslations('queue');
  const t = useTranslations('cases');
  // As it is now, where the browser knows better than when the case was read.
  const item = useRow(read.id) ?? read;
  const name = plainLine(useName()(item.contact.name));
  const network = useNetwork(item.network).name;
  const route = readRoute();
  const what = queueText('kindOn', { kind: queueText(`kind.${item.kind}`), network });
  const owner = item.owner ? queueText('owner', { name: plainLine(item.owner.name) }) : null;
  return (
    <li className="flex items-center gap-0.5">
      <a
        href={route ? pathOf({ ...route, itemId: item.id }) : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          navigate({ itemId: item.id });
        }}
        data-tip={[what, owner, plainLine(item.preview, 200)].filter(Boolean).join(' · ')}
        className="flex min-h-7 min-w-0 flex-1 items-center gap-1.5 rounded-control px-2 text-sm hover:bg-hover touch:min-h-11"
      >
        <NetworkMark network={item.network} size={14} className="shrink-0" />
        <BidiText className="min-w-0 shrink truncate">{name}</BidiText>
        <span className="ml-auto shrink-0 text-xs text-muted">
          {note ?? t('said', { kind: queueText(`kind.${item.kind}`), status: queueText(`status.${item.status}`) })}
        </span>
      </a>
      {children}
    </li>
  );
}
