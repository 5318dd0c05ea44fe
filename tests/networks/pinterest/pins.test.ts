import { describe, expect, test } from 'vitest';
import type { InboundPost, PullPage } from '#lib/networks/contract.ts';
import { pinterest } from '#lib/networks/pinterest/connector.ts';
import { worldOfEach } from './world.ts';

const world = worldOfEach();
const DAY_MS = 24 * 3_600_000;
type Channel = Awaited<ReturnType<ReturnType<typeof world>['connect']>>;

async function pull(channel: Channel, cursor: unknown = null) {
  const pages: PullPage[] = [];
  for await (const page of pinterest.pull(channel, cursor)) pages.push(page);
  const posts: InboundPost[] = pages.flatMap((page) => page.posts ?? []);
  const last = pages.at(-1);
  return {
    pages,
    posts,
    cursor: JSON.parse(JSON.stringify(last?.cursor)) as unknown,
    events: pages.flatMap(({ events }) => events),
  };
}
const repliesOf = (posts: InboundPost[]) =>
  posts.map(({ externalId, counts }) => [externalId, counts?.replies] as const);

describe('pulling from Pinterest', () => {
  test('each Pin is reported with its number of comments, and comments as unreadable', async () => {
    const { sandbox, connect } = world();
    const pin = sandbox.brandPosts('Étagère en chêne');
    sandbox.fanWrites({ kind: 'comment', text: 'Superbe', under: pin });
    sandbox.fanWrites({ kind: 'comment', text: 'Quel prix ?', under: pin });
    sandbox.pins.add('Vu chez d’autres', { isRepin: true });
    const { events, posts, pages } = await pull(await connect());
    expect(events).toEqual([]);
    expect(posts).toEqual([
      expect.objectContaining({
        externalId: pin,
        text: 'Étagère en chêne',
        isOwn: true,
        url: `https://www.pinterest.com/pin/${pin}/`,
        counts: { replies: 2, likes: 6 },
        attachments: [expect.objectContaining({ kind: 'image', width: 600, altText: 'Étagère en chêne' })],
      }),
    ]);
    expect(Math.abs(Date.now() - (posts[0]?.createdAt.getTime() ?? 0))).toBeLessThan(60_000);
    expect(pages[0]?.unreadableKinds).toEqual({
      comment: 'not_offered',
      mention: 'not_offered',
      message: 'not_offered',
    });
  });

  test('a later pull is one call and reports only new Pins and changed counts', async () => {
    const { sandbox, connect, calls } = world();
    const [quiet, lively] = [sandbox.brandPosts('Calme'), sandbox.brandPosts('Animé')];
    const channel = await connect();
    const { cursor } = await pull(channel);
    const before = calls.length;
    expect((await pull(channel, cursor)).posts).toEqual([]);
    expect(calls.length - before).toBe(1);
    sandbox.fanWrites({ kind: 'comment', text: 'Bonjour', under: lively });
    const fresh = sandbox.brandPosts('Nouveau');
    const { posts } = await pull(channel, cursor);
    expect(new Map(repliesOf(posts))).toEqual(
      new Map([
        [lively, 1],
        [fresh, 0],
      ]),
    );
    expect(repliesOf(posts)).not.toContainEqual([quiet, 0]);
  });

  test('the last 90 days are read page by page, and continue from where a job stopped', async () => {
    const { sandbox, connect } = world();
    for (let at = 0; at < 600; at += 1) sandbox.pins.add(`Idée ${at}`, { agoMs: (at / 600) * 100 * DAY_MS });
    const channel = await connect();
    const seen = new Set<string>();
    let cursor: unknown = null;
    let isDone = false;
    for (let jobs = 0; jobs < 6 && !isDone; jobs += 1) {
      let count = 0;
      for await (const page of pinterest.pull(channel, cursor)) {
        cursor = JSON.parse(JSON.stringify(page.cursor));
        for (const { externalId } of page.posts ?? []) seen.add(externalId);
        isDone ||= page.backfill?.isDone ?? false;
        count += 1;
        if (count === 2) break;
      }
    }
    expect(isDone).toBe(true);
    expect(seen.size).toBeGreaterThanOrEqual(540);
    expect(JSON.stringify(cursor).length).toBeLessThan(10_000);
  });

  test.each(['server_error', 'garbage', 'silence'] as const)(
    'after %s it says unavailable, and the next pull has the Pins',
    async (kind) => {
      const { sandbox, connect, faults } = world();
      const pin = sandbox.brandPosts('Encore');
      const channel = await connect();
      faults.failNext('read', { kind });
      await expect(pull(channel)).rejects.toMatchObject({ kind: 'unavailable' });
      expect(repliesOf((await pull(channel)).posts)).toEqual([[pin, 0]]);
    },
  );
});

test('the reported counts are those of Pins that still exist', async () => {
  const { sandbox, connect } = world();
  const pin = sandbox.brandPosts('Compté');
  sandbox.fanWrites({ kind: 'comment', text: 'Un', under: pin });
  const counts = await pinterest.reportedCounts(await connect(), [pin, '1']);
  expect([...counts]).toEqual([[pin, 1]]);
});

test.each(['reply', 'hide', 'like', 'delete', 'block'] as const)('the action %s is refused', async (kind) => {
  const channel = await world().connect();
  const target = { externalId: '1', threadExternalId: '1', authorExternalId: '2', reference: {} };
  const action = {
    kind,
    itemKind: 'comment',
    keys: {},
    progress: {},
    target,
    text: 'Bonjour',
    attachments: [],
    requestedAt: new Date(),
  } as const;
  await expect(pinterest.perform(channel, { ...action, attachments: [] })).rejects.toMatchObject({
    kind: 'refused',
    reason: 'not_offered',
  });
  expect(await pinterest.findPerformed(channel, { ...action, attachments: [] })).toBeNull();
});
