'use client';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useStateStore } from '#components/inbox-state/state-store.ts';
import type { MessageView } from '#lib/items/types.ts';
import type { Draft } from '#components/inbox-state/drafts/draft-record.ts';

export type Target = {
  message: MessageView | undefined;
  /** What happened to the answered text since the member began to write. */
  change: 'edited' | 'deleted' | null;
};

/** The message that a reply answers: the one the member chose, the draft's, or the contact's latest. */
export function useTarget(messages: readonly MessageView[], draft: Draft): Target {
  const { screen } = useInbox();
  const replyTargetId = useStateStore(screen, (state) => state.replyTargetId);
  const inbound = messages.filter(({ direction, externalId }) => direction === 'inbound' && externalId !== null);
  const chosen = inbound.find(({ id }) => id === replyTargetId);
  const ofDraft = inbound.find(({ id }) => id === draft.target?.id);
  const message = chosen ?? ofDraft ?? inbound.findLast(({ deletedAt }) => !deletedAt);
  if (!message || draft.target?.id !== message.id) return { message, change: null };
  if (message.deletedAt) return { message, change: 'deleted' };
  return { message, change: message.editedAt === draft.target.editedAt ? null : 'edited' };
}
