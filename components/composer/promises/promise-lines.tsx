'use client';
import type { ItemContent } from '#components/inbox-state/items/item-content.ts';
import { usePromises } from '#components/inbox-state/items/use-promises.ts';
import type { ItemRow } from '#lib/items/types.ts';
import { KeptLines } from './kept-lines.tsx';
import { PromiseLine } from './promise-line.tsx';
import type { PromiseHandle } from './use-promise.ts';

type Props = { row: ItemRow; content: ItemContent; promise: PromiseHandle };

/** What the reply promises, and which promises it keeps. */
export function PromiseLines({ row, content, promise }: Props) {
  const promises = usePromises(row, content);
  return (
    <>
      <PromiseLine promise={promise} />
      <KeptLines promises={promises} handle={promise} />
    </>
  );
}
