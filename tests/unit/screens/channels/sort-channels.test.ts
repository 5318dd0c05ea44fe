import { expect, test } from 'vitest';
import {
  channelColumns,
  type ChannelSort,
  firstSort,
  missingMessages,
  nextSort,
  parseSort,
  sortChannels,
  sortText,
} from '#components/channels/list/sort-channels.ts';
import type { ChannelView } from '#lib/channels/types.ts';
import { aChannelView } from './a-channel-view.ts';

const now = Date.UTC(2026, 0, 2);
const post = {
  postId: 'p',
  preview: '',
  url: null,
  reported: 5,
  held: 3,
  missing: 2,
  comparedAt: '2026-01-01T00:00:00.000Z',
};

const proof = { reported: 5, held: 3, missing: 2, onTheirWay: 0, posts: [post] };

const views: ChannelView[] = [
  aChannelView({ name: 'Zoé', health: { openItems: 4, lagP50Ms: 900, lastMessageAt: '2026-01-01T10:00:00.000Z' } }),
  aChannelView({ name: 'Closed', capabilities: {} }),
  aChannelView({
    name: 'Broken',
    status: 'reconnect',
    health: { openItems: 9, lagP50Ms: 60_000, lastMessageAt: '2025-12-01T10:00:00.000Z' },
  }),
  aChannelView({ name: 'élan 10', health: { openItems: 4 }, proof }),
  aChannelView({ name: 'Elan 9', health: { silentSince: '2026-01-01T00:00:00.000Z' } }),
];

const namesBy = (sort: ChannelSort) => sortChannels(views, sort, { now, locale: 'fr' }).map(({ name }) => name);

test('trouble comes first, and what can receive nothing last', () => {
  expect(namesBy(firstSort)).toEqual(['Broken', 'Elan 9', 'élan 10', 'Zoé', 'Closed']);
});

test('names sort as people sort them: accents and case aside, numbers by value', () => {
  expect(namesBy({ by: 'name', isDescending: false })).toEqual(['Broken', 'Closed', 'Elan 9', 'élan 10', 'Zoé']);
  expect(namesBy({ by: 'name', isDescending: true })).toEqual(['Zoé', 'élan 10', 'Elan 9', 'Closed', 'Broken']);
});

test('channels without a value come last in both directions', () => {
  expect(namesBy({ by: 'delay', isDescending: true }).slice(0, 2)).toEqual(['Broken', 'Zoé']);
  expect(namesBy({ by: 'delay', isDescending: false }).slice(0, 2)).toEqual(['Zoé', 'Broken']);
  expect(namesBy({ by: 'received', isDescending: true }).slice(0, 2)).toEqual(['Zoé', 'Broken']);
  expect(namesBy({ by: 'proof', isDescending: false })[0]).toBe('élan 10');
});

test('equal channels are ordered by trouble, then by name', () => {
  expect(namesBy({ by: 'open', isDescending: true })).toEqual(['Broken', 'élan 10', 'Zoé', 'Elan 9', 'Closed']);
});

test('missing messages are counted only where comments can be read', () => {
  expect(missingMessages(aChannelView({ proof }))).toBe(2);
  expect(missingMessages(aChannelView({ proof, capabilities: { review: {} } }))).toBeNull();
  expect(missingMessages(aChannelView({ proof: { ...proof, missing: 0, onTheirWay: 2 } }))).toBe(0);
});

test('every order survives the address, and the first one needs none', () => {
  for (const by of channelColumns) {
    for (const isDescending of [false, true]) {
      const sort = { by, isDescending };
      expect(parseSort(sortText(sort))).toEqual(sort);
    }
  }
  expect(sortText(firstSort)).toBeNull();
  for (const nonsense of [null, '', '-', 'constructor', '--name']) expect(parseSort(nonsense)).toEqual(firstSort);
});

test('a column begins with what one looks for in it, and turns round at the second press', () => {
  const once = nextSort(firstSort, 'open');
  expect(once).toEqual({ by: 'open', isDescending: true });
  expect(nextSort(once, 'open')).toEqual({ by: 'open', isDescending: false });
  expect(nextSort(once, 'name')).toEqual({ by: 'name', isDescending: false });
});
