import fc from 'fast-check';
import { expect, test } from 'vitest';
import { latestWatched, takeTurn, withoutWatched, withWatched } from '#lib/networks/kit/watch-list.ts';
import { readCursor as readBluesky } from '#lib/networks/bluesky/pull/cursor.ts';
import { readCursor as readFacebook } from '#lib/networks/facebook/pull/cursor.ts';
import { readCursor as readGoogle } from '#lib/networks/google/pull/cursor.ts';
import { readCursor as readInstagram } from '#lib/networks/instagram/pull/cursor.ts';
import { readCursor as readThreads } from '#lib/networks/threads/pull/cursor.ts';
import { readCursor as readTikTok } from '#lib/networks/tiktok/pull/cursor.ts';
import { readCursor as readX } from '#lib/networks/x/pull/cursor.ts';
import { readCursor as readYouTube } from '#lib/networks/youtube/pull/cursor.ts';

const unread = { after: null, isRead: true, readAt: 5 };

/** A cursor as the previous version stored it, and a part of how it must be read now. */
const olderCursors: [network: string, read: (stored: unknown) => unknown, stored: object, expected: object][] = [
  [
    'facebook',
    readFacebook,
    {
      talks: { head: 9, isDone: true },
      ratings: { head: 1, isDone: true, readAt: 2, turn: 3, known: [['r1', 4]] },
      seen: [['c1', 'p1', 'digest', true, 7]],
      told: [['m1', 'words']],
      upkeep: { at: 11, turn: 2 },
    },
    {
      conversations: { head: 9, isDone: true },
      ratings: { known: [{ id: 'r1', at: 4 }] },
      seen: [{ id: 'c1', postId: 'p1', digest: 'digest', isHidden: true, at: 7 }],
      reported: [{ id: 'm1', digest: 'words' }],
      recheck: { at: 11, turn: 2 },
    },
  ],
  [
    'instagram',
    readInstagram,
    {
      version: 1,
      media: { ...unread, watched: [] },
      visits: [],
      known: [{ id: 'c1', of: 'p1', at: 7, mark: 'h' }],
      talks: { ...unread, seen: [{ id: 't1', at: 3 }] },
      tags: { ...unread, seen: [] },
      upkeep: { at: 11, turn: 2 },
      isBackfilled: true,
    },
    {
      known: [{ id: 'c1', parentId: 'p1', at: 7, state: 'h' }],
      conversations: { seen: [{ id: 't1', at: 3 }] },
      recheck: { at: 11, turn: 2 },
    },
  ],
  [
    'threads',
    readThreads,
    {
      version: 1,
      posts: { newest: 1, after: null, isRead: true, roots: [] },
      visits: [],
      known: [{ id: 'c1', of: 'p1', at: 7, mark: 'sdigest' }],
      mentions: { newest: 1, after: null, isRead: true, authors: [] },
      replies: { newest: 4 },
      isBackfilled: true,
    },
    { known: [{ id: 'c1', parentId: 'p1', at: 7, state: 'sdigest' }], replies: { newest: 4 } },
  ],
  [
    'bluesky',
    readBluesky,
    {
      version: 1,
      notifications: { head: 'h', gaps: [] },
      feed: { head: null, gaps: [] },
      feedReadAt: 3,
      chat: { absent: null, log: null, backfill: null },
      watched: [{ uri: 'at://1', mark: 'cid', at: 7 }],
      ownPosts: [{ uri: 'at://2', at: 8, hidden: ['at://3'] }],
      upkeep: { at: 11, watchedTurn: 1, threadTurn: 2 },
    },
    {
      notifications: { head: 'h' },
      watched: [{ id: 'at://1', state: 'cid', at: 7 }],
      ownPosts: [{ id: 'at://2', at: 8, hidden: ['at://3'] }],
      recheck: { at: 11, watchedTurn: 1, threadTurn: 2 },
    },
  ],
  [
    'google',
    readGoogle,
    { version: 1, head: 9, gaps: [], reviews: [['r1', 7, 'published']], upkeepAt: 11 },
    { head: 9, reviews: [{ id: 'r1', at: 7, state: 'published' }], recheckedAt: 11 },
  ],
  [
    'youtube',
    readYouTube,
    {
      version: 1,
      head: 9,
      gaps: [],
      threads: [['t1', 2, 7]],
      replies: [['c1', 't1', 8]],
      withheld: [['c2', 'spam']],
      upkeep: { at: 11, threadTurn: 1, replyTurn: 2 },
      history: { day: '2026-11-20', units: 4 },
    },
    {
      head: 9,
      threads: [{ id: 't1', replyCount: 2, updatedAt: 7 }],
      replies: [{ id: 'c1', threadId: 't1', updatedAt: 8 }],
      withheld: [{ id: 'c2', reason: 'spam' }],
      recheck: { at: 11, threadTurn: 1, replyTurn: 2 },
    },
  ],
  [
    'x',
    readX,
    {
      version: 1,
      mentions: { head: '5', gaps: [] },
      own: { head: null, gaps: [] },
      searches: [],
      messages: { head: null, gap: null, recent: [], absent: null },
      roots: [],
      watched: [{ id: '1', version: '2', readAt: 7 }],
      upkeepAt: 11,
      isHistoryRead: true,
    },
    { mentions: { head: '5' }, watched: [{ id: '1', version: '2', readAt: 7 }], recheckedAt: 11 },
  ],
  [
    'tiktok',
    readTikTok,
    {
      version: 1,
      videos: [{ id: 'v1', at: 1, n: 2, w: 3, pos: null, first: false, x: 0, k: { c1: [7, 2, 1, null] } }],
      tour: { pos: null, isDone: true, reachedAt: 4 },
      conversations: [],
      mentions: { videos: { pos: null, w: 0, k: {} }, comments: { pos: null, w: 0, k: {} } },
      ads: { day: '', readAt: 0, k: {} },
      upkeep: { at: 11, turn: 2 },
      absent: {},
      told: '{}',
    },
    {
      videos: [{ id: 'v1', c: 7, h: 7, k: { c1: { at: 7, replies: 2, isHidden: true } } }],
      recheck: { at: 11, turn: 2 },
    },
  ],
];

test.each(olderCursors)('a %s cursor from the previous version is read without starting over', (...row) => {
  const [, read, stored, expected] = row;
  const cursor = read(stored);
  expect(cursor).toMatchObject(expected);
  // A cursor of this version is read back unchanged.
  expect(read(JSON.parse(JSON.stringify(cursor)))).toEqual(cursor);
});

test('taking turns reads every entry of a list, whatever its length, and starts again after the end', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(), { maxLength: 40 }), fc.integer({ min: 1, max: 12 }), (list, size) => {
      const read: number[] = [];
      let turn = 0;
      for (let turns = 0; turns < Math.ceil(list.length / size); turns += 1) {
        const { part, next } = takeTurn(list, turn, size);
        read.push(...part);
        turn = next;
      }
      expect(read).toEqual(list);
      expect(takeTurn(list, turn, size).part).toEqual(list.slice(0, size));
    }),
  );
});

test('an entry that is watched already is replaced where it stands, and the latest entries are kept', () => {
  const list = [
    { id: 'a', at: 3, state: 'old' },
    { id: 'b', at: 1, state: 'old' },
  ];
  const renewed = withWatched(list, [
    { id: 'a', at: 3, state: 'new' },
    { id: 'c', at: 2, state: 'new' },
  ]);
  expect(renewed.map(({ id, state }) => `${id} ${state}`)).toEqual(['a new', 'b old', 'c new']);
  expect(latestWatched(renewed, 2).map(({ id }) => id)).toEqual(['a', 'c']);
  expect(withoutWatched(renewed, 'a').map(({ id }) => id)).toEqual(['b', 'c']);
});
