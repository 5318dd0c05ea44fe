'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { type ChannelColumn, type ChannelSort, nextSort, parseSort, sortText } from './sort-channels.ts';

/** The order of the channels. It stands in the address, so that a reload and a shared link keep it. */
export function useChannelSort(): { sort: ChannelSort; sortBy: (by: ChannelColumn) => void } {
  const query = useSearchParams();
  const pathname = usePathname();
  const sort = parseSort(query.get('sort'));
  const sortBy = (by: ChannelColumn) => {
    const text = sortText(nextSort(sort, by));
    const next = new URLSearchParams(query);
    if (text === null) next.delete('sort');
    else next.set('sort', text);
    // Next follows the address without asking the server: the same channels are only shown in another order.
    window.history.replaceState(null, '', next.size > 0 ? `${pathname}?${next.toString()}` : pathname);
  };
  return { sort, sortBy };
}
