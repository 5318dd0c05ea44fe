import type { StoredMessage, InboundEvent, PullPage } from '../contract.ts';
import { walkPages } from '../kit/meta/paging.ts';
import { unlessGone } from '../kit/unless-gone.ts';
import type { InstagramChannel } from './credentials.ts';
import { callGraph } from './calls.ts';
import { inboundComment, inboundPost, threadOf } from './inbound.ts';
import { readComments, readThread } from './read.ts';
import { media, mediaFields } from './wire.ts';

/** How many comments the network counts under each media, answers included. Media that are gone are left out. */
export async function reportedCounts(channel: InstagramChannel, ids: string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const id of ids) {
    const found = await readOneMedia(channel, id);
    if (found?.comments_count !== undefined) counts.set(id, found.comments_count);
  }
  return counts;
}

/** All comments under one media, with their answers. */
export async function* rereadPost(
  channel: InstagramChannel,
  mediaId: string,
): AsyncGenerator<Omit<PullPage, 'cursor'>, void, undefined> {
  const { account } = channel;
  const post = await readOneMedia(channel, mediaId);
  if (!post) return;
  const posts = [inboundPost(post, account)];
  for await (const { data } of walkPages((after) => readComments(channel, mediaId, after))) {
    const events = data
      .map(threadOf)
      .flatMap((thread) => thread.map((one) => inboundComment(one, { mediaId, thread, account })));
    yield { events, posts };
  }
}

/** Comments as they are now. The network cannot look up other messages by their id. */
export async function recheck(channel: InstagramChannel, messages: StoredMessage[]): Promise<InboundEvent[]> {
  const events: InboundEvent[] = [];
  for (const existing of messages.filter(({ kind }) => kind === 'comment')) {
    const found = await readThread(channel, existing.externalId);
    if (!found) {
      events.push({ type: 'message_deleted', externalId: existing.externalId, deletedAt: channel.now() });
      continue;
    }
    const thread = [found, ...(await parentsOf(channel, found.parent_id))];
    const mediaId = existing.postExternalId ?? existing.threadExternalId;
    events.push(inboundComment(found, { mediaId, thread, account: channel.account }), {
      type: 'message_hidden',
      externalId: found.id,
      hidden: found.hidden ?? false,
    });
  }
  return events;
}

async function parentsOf(channel: InstagramChannel, parentId: string | undefined) {
  const parent = parentId ? await readThread(channel, parentId) : null;
  return parent ? threadOf(parent) : [];
}

async function readOneMedia(channel: InstagramChannel, id: string) {
  return await unlessGone(callGraph(channel, { path: id, query: { fields: mediaFields }, schema: media }));
}
