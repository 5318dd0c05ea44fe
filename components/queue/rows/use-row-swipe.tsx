'use client';
import type { ReactNode } from 'react';
import { useAskBeforeResolving } from '#components/inbox-state/acts/use-ask-before-resolving.ts';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import type { ItemRow } from '#lib/items/types.ts';
import { type SwipeAct, SwipeReveal } from './swipe-reveal.tsx';
import { useSwipe } from './use-swipe.ts';

/**
 * On a touch screen, a swipe to the right claims an item and one to the left resolves it; where that is done already, it is
 * taken back. Who cannot swipe finds the same acts in the item's menu and, for selected rows, above the list.
 */
export function useRowSwipe(id: string, row: ItemRow | undefined) {
  const acts = useActs();
  const asksBefore = useAskBeforeResolving();
  const { can, me } = useWorkspace();
  const isMine = row?.owner?.id === me.memberId;
  const isDone = row?.status === 'resolved' || row?.status === 'ignored';
  const right: SwipeAct = isMine ? 'release' : 'claim';
  const left: SwipeAct = isDone ? 'reopen' : 'resolveStay';
  const { offset, handlers, style } = useSwipe({
    isEnabled: can('resolveItem'),
    onRight: () => void (isMine ? acts.release([id]) : acts.claim([id])),
    onLeft: () => void (isDone ? acts.reopen([id]) : asksBefore([id], { stays: true }) || acts.resolve([id])),
  });
  const reveal: ReactNode = offset === 0 ? null : <SwipeReveal act={offset > 0 ? right : left} offset={offset} />;
  return { handlers, style, reveal };
}
