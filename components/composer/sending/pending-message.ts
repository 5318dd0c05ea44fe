import type { MemberRef, MessageView } from '#lib/items/types.ts';

type Written = { text: string; isPrivate: boolean; member: MemberRef };

/** A reply as the thread shows it until the server has stored it. */
export function pendingMessage({ text, isPrivate, member }: Written): MessageView {
  const now = new Date().toISOString();
  return {
    id: `pending-${crypto.randomUUID()}`,
    direction: 'outbound',
    state: 'queued',
    isPrivate,
    text,
    externalId: null,
    parentExternalId: null,
    url: null,
    language: null,
    author: null,
    member,
    rating: null,
    variant: null,
    hidden: false,
    liked: false,
    editedAt: null,
    deletedAt: null,
    createdAt: now,
    receivedAt: now,
    attachments: [],
    versions: [],
    delivery: null,
    action: null,
    offers: null,
    erasedAt: null,
    cutFrom: null,
  };
}
