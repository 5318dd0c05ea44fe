import type { InboundPost } from '../../contract.ts';
import type { TikTokChannel } from '../credentials.ts';
import { BACKFILL_MS } from '../limits.ts';
import { type Batch, inOrder } from '../pull/batch.ts';
import { type Cursor, seconds } from '../pull/cursor.ts';
import { adMessage } from './inbound.ts';
import { dayOf, readAdComments } from './read.ts';

const PAUSE_MS = 10 * 60_000;
const PAGES = 20;
const DAY_MS = 24 * 3_600_000;

/**
 * Comments on the ads of the ad groups in the credentials, from the last day that was read. Those under the account's
 * own posts are skipped, because they arrive as comments. Moves the cursor.
 */
export async function* pullAds(channel: TikTokChannel, cursor: Cursor): AsyncGenerator<Batch, void, undefined> {
  const { advertiser } = channel.credentials;
  const now = channel.now();
  if (!advertiser || +now - cursor.ads.readAt < PAUSE_MS) return;
  const own = new Set(cursor.videos.map(({ id }) => id));
  // The last day is read again, because it was not over.
  const since = cursor.ads.day ? new Date(Date.parse(cursor.ads.day) - DAY_MS) : new Date(+now - BACKFILL_MS);
  for (const adgroupId of advertiser.adgroupIds) {
    for (let page = 1, last = 1; page <= Math.min(last, PAGES); page += 1) {
      const { comments, pages } = await readAdComments(channel, advertiser, { adgroupId, since, page });
      last = pages;
      const fresh = comments.filter(
        ({ comment_id, tiktok_item_id }) => !(comment_id in cursor.ads.k) && !own.has(tiktok_item_id),
      );
      const reported = fresh.map((comment) => {
        const given = { channel, advertiserId: advertiser.id, adgroupId, others: comments };
        return { comment, ...adMessage(comment, given) };
      });
      if (reported.length === 0) continue;
      const posts = new Map<string, InboundPost>(reported.map(({ post }) => [post.externalId, post]));
      const hidden = reported.flatMap(({ comment }) =>
        comment.comment_status === 'HIDDEN'
          ? [{ type: 'message_hidden' as const, externalId: comment.comment_id, hidden: true }]
          : [],
      );
      for (const { comment_id, create_time } of fresh) cursor.ads.k[comment_id] = seconds(create_time);
      yield { events: inOrder([...reported.map(({ message }) => message), ...hidden]), posts: [...posts.values()] };
    }
  }
  const floor = seconds(now) - (2 * DAY_MS) / 1000;
  cursor.ads = {
    day: dayOf(now),
    readAt: now.getTime(),
    k: Object.fromEntries(Object.entries(cursor.ads.k).filter(([, at]) => at >= floor)),
  };
}
