'use client';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useStore } from '#components/inbox-state/state-store.ts';
import type { ItemDetail, MessageView } from '#lib/items/types.ts';
import type { Draft } from '../drafts/drafts.ts';

export type Target = {
  message: MessageView | undefined;
  /** What happened to the answered text since the writing began. */
  change: 'edited' | 'deleted' | null;
};

/** The message that a reply answers: the one chosen, the one the draft was begun for, or the contact's latest. */
export function useTarget(detail: ItemDetail, draft: Draft): Target {
  const { desk } = useInbox();
  const targetId = useStore(desk, (state) => state.targetId);
  const inbound = detail.messages.filter(({ direction, externalId }) => direction === 'inbound' && externalId !== null);
  const chosen = inbound.find(({ id }) => id === targetId);
  const begun = inbound.find(({ id }) => id === draft.target?.id);
  const message = chosen ?? begun ?? inbound.findLast(({ deletedAt }) => !deletedAt);
  if (!message || draft.target?.id !== message.id) return { message, change: null };
  if (message.deletedAt) return { message, change: 'deleted' };
  return { message, change: message.editedAt === draft.target.editedAt ? null : 'edited' };
}
