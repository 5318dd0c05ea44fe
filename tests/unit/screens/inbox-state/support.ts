import { vi } from 'vitest';
import type { ItemDetail, ItemRow, MessageView } from '#lib/items/types.ts';

/** An open comment of 10:00, apart from what a test says about it. */
export function aRow(given: Partial<ItemRow> & { id: string }): ItemRow {
  return {
    kind: 'comment',
    network: 'facebook',
    channelId: 'channel',
    status: 'open',
    owner: null,
    contributors: [],
    confidentialTo: null,
    heldSince: null,
    ownerDoneAt: null,
    approver: null,
    needsAll: false,
    team: null,
    lapsedOwner: null,
    requests: [],
    contact: { id: 'contact', name: 'Léa', handle: 'lea', avatarUrl: null },
    preview: 'Bonjour',
    previewDirection: 'inbound',
    previewLanguage: null,
    variant: null,
    rating: null,
    priority: 0,
    language: null,
    case: null,
    tags: [],
    messageCount: 1,
    hasAttachments: false,
    isUnread: false,
    awaitsApproval: false,
    hasScheduled: false,
    scheduledFor: null,
    promiseDueAt: null,
    sendFailed: false,
    sendState: null,
    editedAt: null,
    deletedAt: null,
    lastInboundAt: '2026-11-21T10:00:00.000Z',
    lastActivityAt: '2026-11-21T10:00:00.000Z',
    replyDeadline: null,
    snoozedUntil: null,
    claimedUntil: null,
    capabilities: {},
    version: 1,
    ...given,
  };
}

export function aMessage(given: Partial<MessageView> & { id: string }): MessageView {
  return {
    direction: 'inbound',
    state: 'received',
    isPrivate: false,
    text: 'Bonjour',
    externalId: given.id,
    parentExternalId: null,
    url: null,
    language: null,
    author: null,
    member: null,
    rating: null,
    variant: null,
    hidden: false,
    liked: false,
    editedAt: null,
    deletedAt: null,
    createdAt: '2026-11-21T10:00:00.000Z',
    receivedAt: '2026-11-21T10:00:00.000Z',
    attachments: [],
    versions: [],
    action: null,
    offers: null,
    erasedAt: null,
    cutFrom: null,
    delivery: null,
    ...given,
  };
}

export function aDetail(item: ItemRow, messages: MessageView[], given: Partial<ItemDetail> = {}): ItemDetail {
  const contact = {
    id: 'contact',
    name: 'Léa',
    avatarUrl: null,
    itemCount: 1,
    items: [],
    identities: [],
    isVip: false,
  };
  const nothing = {
    earlierCursor: null,
    post: null,
    notes: [],
    fields: [],
    history: [],
    presence: [],
    case: null,
    caseSuggestions: [],
  };
  return { item, messages, contact, ...nothing, ...given };
}

type Handler = (request: { path: string; query: URLSearchParams; body: unknown }) => unknown;

/**
 * Answers the browser's calls. A handler stands for the calls whose method and path begin with its key
 * (`GET items`, `POST items/a/resolve`); what it throws is the problem document of a refusal.
 * @returns the calls that were made
 */
export function fakeServer(handlers: Record<string, Handler>): string[] {
  const calls: string[] = [];
  vi.stubGlobal('fetch', async (address: string, init: { method: string; body?: string }) => {
    const url = new URL(address, 'http://parvis.test');
    const path = url.pathname.replace('/api/v1/workspaces/aubry/', '');
    calls.push(`${init.method} ${path}${url.search}`);
    const key = Object.keys(handlers).find((one) => `${init.method} ${path}`.startsWith(one));
    if (!key) throw new Error(`No handler for ${init.method} ${path}`);
    const body: unknown = init.body ? JSON.parse(init.body) : undefined;
    try {
      return Response.json(await handlers[key]?.({ path, query: url.searchParams, body }));
    } catch (problem) {
      return Response.json(problem, { status: 409 });
    }
  });
  return calls;
}

/** An answer that a test gives when it wants to. */
export function deferred<Value>() {
  return Promise.withResolvers<Value>();
}
