import type { InboundAuthor, InboundEvent, InboundMessage, InboundPost } from '../contract.ts';
import { authorOf, postUrl, profileUrl } from './addresses.ts';
import { attachmentsOf } from './inbound-attachments.ts';
import { quotedUri, recordOf, type Posts } from './thread-context.ts';
import type { PostRecord, PostView, Profile } from './wire.ts';

/** Anybody can write posts that claim to answer each other in a circle. */
const MAX_DEPTH = 100;

/**
 * Classifies posts for the account `did`: its own posts are posts with conversations; what belongs to its threads is
 * a comment; what quotes or names it, or answers it in another thread, is a mention. `wanted` are the posts to
 * report; `posts` has their context too.
 */
export function eventsOfPosts(wanted: Iterable<string>, posts: Posts, did: string): InboundEvent[] {
  const reported = new Map<string, InboundPost>();
  const messages = new Map<string, InboundMessage>();
  const tellPost = (uri: string | undefined) => {
    const post = uri === undefined ? undefined : posts.get(uri);
    const record = post && recordOf(post);
    if (post && record) reported.set(post.uri, inboundPost(post, record, did));
  };

  for (const uri of wanted) {
    const post = posts.get(uri);
    const record = post && recordOf(post);
    if (!post || !record) continue;
    if (post.author.did === did && !record.reply) {
      tellPost(uri);
      continue;
    }
    for (const member of conversationOf(post, posts, did)) {
      const message = inboundMessage(member, posts, did);
      if (!message) continue;
      messages.set(message.externalId, message);
      tellPost(message.postExternalId);
    }
  }
  const byTime = (one: { createdAt: Date }, other: { createdAt: Date }) => +one.createdAt - +other.createdAt;
  return [
    ...[...reported.values()].sort(byTime).map((post) => ({ type: 'post' as const, post })),
    ...[...messages.values()].sort(byTime),
  ];
}

export function inboundAuthor(author: Profile): InboundAuthor {
  return {
    externalId: author.did,
    handle: author.handle,
    name: author.displayName || author.handle,
    ...(author.avatar && { avatarUrl: author.avatar }),
    profileUrl: profileUrl(author.did),
  };
}

function inboundPost(post: PostView, record: PostRecord, did: string): InboundPost {
  const url = postUrl(post.uri);
  return {
    externalId: post.uri,
    author: inboundAuthor(post.author),
    isOwn: post.author.did === did,
    text: record.text,
    ...(url && { url }),
    createdAt: writtenAt(post, record),
    attachments: attachmentsOf(post.embed),
    counts: {
      ...(post.replyCount !== undefined && { replies: post.replyCount }),
      ...(post.likeCount !== undefined && { likes: post.likeCount }),
      ...(post.repostCount !== undefined && { reposts: post.repostCount }),
      ...(post.quoteCount !== undefined && { quotes: post.quoteCount }),
    },
  };
}

function inboundMessage(post: PostView, posts: Posts, did: string): InboundMessage | null {
  const record = recordOf(post);
  if (!record) return null;
  const isOwn = post.author.did === did;
  const rootUri = record.reply?.root.uri;
  const contact = isOwn ? contactAbove(post, posts, did) : post.author.did;
  // When the account continues its own post, it answers nobody.
  if (!contact) return null;
  const isComment = rootUri !== undefined && authorOf(rootUri) === did;
  const quoted = isOwn ? undefined : quotedUri(record, did);
  const thread = isComment ? rootUri : keyOf(post, posts, did);
  const postUri = isComment ? rootUri : (quoted ?? rootUri);
  const url = postUrl(post.uri);
  return {
    type: 'message',
    externalId: post.uri,
    kind: isComment ? 'comment' : 'mention',
    threadExternalId: thread,
    direction: isOwn ? 'outbound' : 'inbound',
    author: inboundAuthor(post.author),
    ...(isOwn && { contactExternalId: contact }),
    ...(record.reply && { parentExternalId: record.reply.parent.uri }),
    ...(postUri !== undefined && posts.has(postUri) && { postExternalId: postUri }),
    text: record.text,
    createdAt: writtenAt(post, record),
    ...(url && { url }),
    ...(record.langs && { languages: record.langs }),
    attachments: attachmentsOf(post.embed),
    reference: {
      cid: post.cid,
      rootUri: record.reply?.root.uri ?? post.uri,
      rootCid: record.reply?.root.cid ?? post.cid,
    },
    ...(!isComment && !isOwn && { variant: quoted ? ('quote' as const) : ('tag' as const) }),
  };
}

/**
 * In the account's own thread, every ancestor belongs to it. In somebody else's thread, only the exchange with this
 * person does: the post, the account's answers above it, and what those answered. Oldest first, the post last.
 */
function conversationOf(post: PostView, posts: Posts, did: string, depth = 0): PostView[] {
  const reply = depth < MAX_DEPTH ? recordOf(post)?.reply : undefined;
  const parent = reply && posts.get(reply.parent.uri);
  if (!reply || !parent) return [post];
  const isOwnThread = authorOf(reply.root.uri) === did;
  if (isOwnThread && parent.uri === reply.root.uri) return [post];
  const isExchange =
    post.author.did === did || (parent.author.did === did && contactAbove(parent, posts, did) === post.author.did);
  return isOwnThread || isExchange ? [...conversationOf(parent, posts, did, depth + 1), post] : [post];
}

function keyOf(post: PostView, posts: Posts, did: string): string {
  const first = conversationOf(post, posts, did)[0] ?? post;
  // When the parent of the account's own answer can no longer be read, the answer still belongs to the parent's
  // exchange.
  return first.author.did === did ? (recordOf(first)?.reply?.parent.uri ?? first.uri) : first.uri;
}

/** Whom the account's own post answers: the nearest other author above it. */
function contactAbove(post: PostView, posts: Posts, did: string, depth = 0): string | null {
  const parentUri = recordOf(post)?.reply?.parent.uri;
  if (parentUri === undefined) return null;
  if (authorOf(parentUri) !== did) return authorOf(parentUri) || null;
  const parent = posts.get(parentUri);
  return parent && depth < MAX_DEPTH ? contactAbove(parent, posts, did, depth + 1) : null;
}

/** The author's clock may be wrong: a post is never newer than the moment the network indexed it. */
function writtenAt(post: PostView, record: PostRecord): Date {
  const indexed = Date.parse(post.indexedAt);
  const created = Date.parse(record.createdAt);
  return new Date(Number.isNaN(created) ? indexed : Math.min(created, indexed));
}
