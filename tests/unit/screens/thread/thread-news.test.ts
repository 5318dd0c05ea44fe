import { expect, test } from 'vitest';
import { threadNews } from '#components/item/thread/thread-news.ts';
import type { ActionView, MessageView } from '#lib/items/types.ts';

test('a message that arrives is news', () => {
  expect(kinds([inbound('a')], [inbound('a'), inbound('b')])).toEqual(['arrived']);
});

test('earlier messages that are loaded above are not news', () => {
  expect(kinds([inbound('c')], [inbound('a'), inbound('b'), inbound('c')])).toEqual([]);
});

test('the first read of a thread is not news', () => {
  expect(kinds([inbound('a')], [inbound('x'), inbound('y')])).toEqual([]);
});

test('a reply that was published is news, once', () => {
  const sending = outbound('r', 'sending');
  const sent = outbound('r', 'sent');
  expect(kinds([inbound('a'), sending], [inbound('a'), sent])).toEqual(['sent']);
  expect(kinds([inbound('a'), sent], [inbound('a'), sent])).toEqual([]);
});

test('a reply that leaves is not news: who sent it was told', () => {
  expect(kinds([inbound('a')], [inbound('a'), outbound('r', 'queued')])).toEqual([]);
});

test('a reply that failed or may have failed is news', () => {
  const before = [outbound('r', 'sending'), outbound('s', 'sending')];
  expect(kinds(before, [outbound('r', 'failed'), outbound('s', 'unconfirmed')])).toEqual(['failed', 'unconfirmed']);
});

test('an action that the network refused is news, once', () => {
  const refused = { ...inbound('a'), action: { state: 'failed' } as ActionView };
  expect(kinds([inbound('a')], [refused])).toEqual(['actionFailed']);
  expect(kinds([refused], [refused])).toEqual([]);
});

function kinds(before: MessageView[], after: MessageView[]): string[] {
  return threadNews(before, after).map(({ kind }) => kind);
}

// Only what the news depends on.
function inbound(id: string): MessageView {
  return { id, direction: 'inbound', state: 'received', action: null } as MessageView;
}

function outbound(id: string, state: MessageView['state']): MessageView {
  return { id, direction: 'outbound', state, action: null } as MessageView;
}
