import type { InboundMessage, InboundPost } from '../contract.ts';
import { contactOf, isInOwnConversation, threadOf } from './posts/conversation.ts';
import { attachmentsOf } from './inbound-attachments.ts';
import type { Known } from './posts/known.ts';
import { authorOf, postUrl } from './posts/people.ts';
import { timeOf } from './snowflake.ts';
import { visibleText } from './text.ts';
import type { Post } from './wire.ts';

export type Classified = { posts: InboundPost[]; messages: InboundMessage[] };

/**
 * Classifies posts: the account's own are posts with conversations; what belongs to those conversations is a comment;
 * what quotes or names the account elsewhere is a mention. A plain repost has no text and is skipped.
 */
export function classifyPosts(wanted: readonly Post[], known: Known): Classified {
  const posts = new Map<string, InboundPost>();
  const messages = new Map<string, InboundMessage>();
  const tellPost = (id: string | null | undefined) => {
    const post = id ? known.posts.get(id) : undefined;
    if (post?.authorId) posts.set(post.id, inboundPost(post, known));
  };
  for (const asked of wanted) {
    const post = known.posts.get(asked.id) ?? asked;
    if (!post.authorId || post.isRepost) continue;
    if (post.authorId === known.me && post.repliedTo === null) {
      tellPost(post.id);
      continue;
    }
    const message = inboundMessage(post, known);
    if (!message) continue;
    messages.set(message.externalId, message);
    tellPost(message.postExternalId);
  }
  const byTime = (one: { createdAt: Date }, other: { createdAt: Date }) => +one.createdAt - +other.createdAt;
  return { posts: [...posts.values()].sort(byTime), messages: [...messages.values()].sort(byTime) };
}

/** The version of a post to act on: the network accepts only the latest. */
export function latestVersion(post: Pick<Post, 'id' | 'history'>): string {
  return post.history.at(-1) ?? post.id;
}

/**
 * Whether an app of the self-serve level may answer a post: its author names or quotes the account. The name that the
 * network puts before a direct reply counts too; UNVERIFIED that it always does. The network decides.
 */
export function isSummons(post: Post, known: Known): boolean {
  const isNamed = post.entities?.mentions?.some(({ id }) => id === known.me) ?? false;
  return isNamed || (post.quoted !== null && known.posts.get(post.quoted)?.authorId === known.me);
}

function inboundPost(post: Post, known: Known): InboundPost {
  const { metrics } = post;
  const author = authorOf(post.authorId ?? '', known.users);
  const reposts = metrics?.retweet_count ?? metrics?.repost_count;
  return {
    externalId: post.id,
    author,
    isOwn: post.authorId === known.me,
    text: visibleText(post),
    url: postUrl(latestVersion(post), known.users.get(post.authorId ?? '')?.username),
    createdAt: writtenAt(post),
    attachments: attachmentsOf(post.mediaKeys, known.media),
    ...(metrics
      ? {
          counts: {
            ...(typeof metrics.reply_count === 'number' ? { replies: metrics.reply_count } : {}),
            ...(typeof metrics.like_count === 'number' ? { likes: metrics.like_count } : {}),
            ...(typeof metrics.quote_count === 'number' ? { quotes: metrics.quote_count } : {}),
            ...(typeof reposts === 'number' ? { reposts } : {}),
          },
        }
      : {}),
  };
}

function inboundMessage(post: Post, known: Known): InboundMessage | null {
  const authorId = post.authorId ?? '';
  const isOwn = authorId === known.me;
  const contact = isOwn ? contactOf(post, known) : authorId;
  const isComment = isInOwnConversation(post, known);
  // When the account continues its own post it answers nobody: that belongs to the post.
  if (!contact && !isComment) return null;
  const quoted = !isOwn && post.quoted !== null ? known.posts.get(post.quoted) : undefined;
  const isQuote = !isComment && quoted?.authorId === known.me;
  const root = post.conversationId === null ? undefined : known.posts.get(post.conversationId);
  const standsUnder = isComment ? root : isQuote ? quoted : post.repliedTo === null ? undefined : root;
  const author = known.users.get(authorId);
  const parent = post.repliedTo === null ? null : (known.posts.get(post.repliedTo)?.id ?? post.repliedTo);
  return {
    type: 'message',
    externalId: post.id,
    kind: isComment ? 'comment' : 'mention',
    threadExternalId: isComment ? (root?.id ?? post.conversationId ?? post.id) : threadOf(post, known),
    direction: isOwn ? 'outbound' : 'inbound',
    author: authorOf(authorId, known.users),
    ...(isOwn && contact ? { contactExternalId: contact } : {}),
    ...(parent === null ? {} : { parentExternalId: parent }),
    ...(standsUnder && standsUnder.id !== post.id ? { postExternalId: standsUnder.id } : {}),
    text: visibleText(post),
    createdAt: writtenAt(post),
    ...(post.history.length > 1 ? { editedAt: new Date(timeOf(latestVersion(post))) } : {}),
    url: postUrl(latestVersion(post), author?.username),
    ...(post.lang && post.lang !== 'und' ? { languages: [post.lang] } : {}),
    attachments: attachmentsOf(post.mediaKeys, known.media),
    reference: {
      version: latestVersion(post),
      ...(isOwn ? {} : { summoned: String(isSummons(post, known)) }),
      ...(typeof author?.receives_your_dm === 'boolean' ? { receivesMessages: String(author.receives_your_dm) } : {}),
    },
    ...(isQuote ? { variant: 'quote' as const } : {}),
  };
}

/** When its first version was written: `created_at` is that of the latest version, and an id contains its own time. */
function writtenAt(post: Post): Date {
  if (post.history.length > 1 || !post.createdAt) return new Date(timeOf(post.id));
  return new Date(post.createdAt);
}
