import type { InboundMessage } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import type { FacebookChannel } from '../credentials.ts';
import { callGraph } from '../calls.ts';
import { authorOf, inboundComment, knownAuthor, mentionOfPost } from '../inbound.ts';
import { readPost } from '../read-comments.ts';
import { comment, commentFields } from '../wire.ts';
import type { Parsed } from './parsed.ts';
import type { MentionValue } from './wire.ts';

/**
 * The Page was named in somebody's post or comment. Its author's privacy settings may make it unreadable: then the
 * fields of the webhook are used.
 */
export async function readMentionChange(channel: FacebookChannel, value: MentionValue, at: Date): Promise<Parsed> {
  const { post_id: postId, comment_id: commentId, verb } = value;
  const externalId = value.item === 'comment' ? commentId : (postId ?? commentId);
  if (!externalId) return { events: [] };
  // On the Page's own posts it is an ordinary comment, which a `feed` change reports.
  if (commentId && postId?.startsWith(`${channel.account.externalId}_`)) return { events: [] };
  if (verb === 'remove' || verb === 'delete')
    return { events: [{ type: 'message_deleted', externalId, deletedAt: at }] };
  const message = (await readMention(channel, value, externalId)) ?? fromDelivery(value, { externalId, at });
  const isEdit = verb === 'edit' || verb === 'edited';
  return { events: [isEdit ? { ...message, editedAt: at } : message] };
}

async function readMention(channel: FacebookChannel, value: MentionValue, id: string): Promise<InboundMessage | null> {
  try {
    if (value.item !== 'comment') return mentionOfPost(await readPost(channel, id), 'tag');
    const node = await callGraph(channel, { path: id, query: { fields: commentFields }, schema: comment });
    const message = inboundComment(node, { id, isOwn: false }, channel.account);
    const { parentExternalId: _, ...rest } = message;
    return { ...rest, reference: { ...message.reference, is: 'mention' } };
  } catch (error) {
    if (error instanceof NetworkError && (error.kind === 'gone' || error.kind === 'refused')) return null;
    throw error;
  }
}

function fromDelivery(value: MentionValue, { externalId, at }: { externalId: string; at: Date }): InboundMessage {
  const sender = value.sender_id ? { id: value.sender_id, name: value.sender_name ?? '' } : undefined;
  return {
    type: 'message',
    externalId,
    kind: 'mention',
    threadExternalId: externalId,
    direction: 'inbound',
    author: authorOf(sender, externalId),
    text: value.message ?? '',
    createdAt: value.created_time ?? at,
    ...(value.item === 'comment' ? {} : { variant: 'tag' as const }),
    reference: { is: value.item === 'comment' ? 'mention' : 'tag', ...knownAuthor(sender) },
  };
}
