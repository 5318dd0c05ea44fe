import { NetworkError } from '../../errors.ts';
import type { FacebookChannel } from '../credentials.ts';
import { callGraph } from '../calls.ts';
import { postFields, postsAnswer } from '../wire.ts';
import type { Cursor } from './cursor.ts';
import { noteChanged } from './own-posts.ts';
import type { Found } from './found.ts';

const PAUSE_MS = 3_600_000;
const PAGE = 50;

/** Posts that exist only as ads. Their comments are read like all others. */
export async function* readAds(channel: FacebookChannel, cursor: Cursor): AsyncGenerator<Found, void, undefined> {
  const now = channel.now().getTime();
  if (now - cursor.adsReadAt < PAUSE_MS) return;
  cursor.adsReadAt = now;
  try {
    const { data } = await readAdPosts(channel);
    // A post that was published first is in the Page's own posts too.
    const dark = data.filter(({ is_published: isPublished }) => isPublished !== true);
    yield { events: [], posts: noteChanged(cursor, channel, dark, { isAd: true }) };
  } catch (error) {
    // UNVERIFIED which permission this needs, and whether the network refuses without it or says that there is no such edge.
    // Comments on ads then arrive only by webhook, and the others are read as before.
    if (!(error instanceof NetworkError) || (error.kind !== 'refused' && error.kind !== 'gone')) throw error;
  }
}

/** @throws NetworkError `refused` or `gone` without the permission */
export function readAdPosts(channel: FacebookChannel) {
  return callGraph(channel, {
    path: `${channel.account.externalId}/ads_posts`,
    query: { include_inline_create: true, fields: postFields, limit: PAGE },
    schema: postsAnswer,
  });
}
