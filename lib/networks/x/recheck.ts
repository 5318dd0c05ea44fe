import type { StoredMessage, InboundEvent, PullPage } from '../contract.ts';
import type { XChannel } from './credentials.ts';
import { nothingKnown } from './posts/known.ts';
import { lookUp, readAndClassify } from './posts/read.ts';
import { searchAll } from './pull/replies.ts';
import { readCurrent } from './pull/recheck.ts';
import { timeOf } from './snowflake.ts';
import { limits } from './limits.ts';

/** Reads what recent search still finds under a post: the replies of the last seven days, including nested ones. */
export async function* rereadPost(
  channel: XChannel,
  postExternalId: string,
): AsyncGenerator<Omit<PullPage, 'cursor'>, void, undefined> {
  const known = nothingKnown(channel.account.externalId);
  for await (const posts of searchAll(channel, known, postExternalId)) {
    const reported = await readAndClassify(channel, known, posts);
    yield { events: reported.messages, posts: reported.posts };
  }
}

/** Reads posts again, a hundred a call. Direct messages are left out: nothing shows that one was deleted. */
export async function recheck(channel: XChannel, messages: StoredMessage[]): Promise<InboundEvent[]> {
  const existing = messages.filter(({ kind }) => kind !== 'message');
  if (existing.length === 0) return [];
  const known = nothingKnown(channel.account.externalId);
  const versionOf = ({ externalId, reference }: StoredMessage) => reference.version ?? externalId;
  const { posts, missing } = await readCurrent(channel, known, existing.map(versionOf));
  const reported = await readAndClassify(channel, known, posts);
  const deletedAt = channel.now();
  return [
    ...reported.messages.filter(({ externalId }) => existing.some((one) => one.externalId === externalId)),
    ...existing
      .filter((message) => missing.includes(versionOf(message)))
      .map(({ externalId }) => ({ type: 'message_deleted' as const, externalId, deletedAt })),
  ];
}

/**
 * How many replies the network counts under own posts: the direct ones, UNVERIFIED whether nested ones too. Posts
 * whose replies can no longer be searched are left out, because a missing reply could not be read any more.
 */
export async function reportedCounts(channel: XChannel, postExternalIds: string[]): Promise<Map<string, number>> {
  const since = channel.now().getTime() - limits.searchMs;
  const recent = postExternalIds.filter((id) => timeOf(id) > since);
  if (recent.length === 0) return new Map();
  const { posts } = await lookUp(channel, nothingKnown(channel.account.externalId), recent, { purpose: 'rechecks' });
  return new Map(
    posts.flatMap(({ id, metrics }) => (typeof metrics?.reply_count === 'number' ? [[id, metrics.reply_count]] : [])),
  );
}
