import type { Account, ChatEntry, StoredRecord, World } from './world.ts';

type Reply = { reply?: { root: { uri: string }; parent: { uri: string } } };

export function profileView(world: World, { did, handle, displayName }: Account) {
  const block = recordBy(world, world.brand.did, 'app.bsky.graph.block', ({ value }) => value.subject === did);
  return {
    did,
    handle,
    displayName,
    viewer: { muted: world.muted.has(did), ...(block && { blocking: block.uri }) },
  };
}

export function postView(world: World, post: StoredRecord) {
  const like = recordBy(
    world,
    world.brand.did,
    'app.bsky.feed.like',
    ({ value }) => (value.subject as { uri: string }).uri === post.uri, // a like's subject, by its Lexicon
  );
  const rateLimiter = world.records.get(post.uri.replace('app.bsky.feed.post', 'app.bsky.feed.threadgate'));
  return {
    $type: 'app.bsky.feed.defs#postView',
    uri: post.uri,
    cid: post.cid,
    author: profileView(world, authorOf(world, post)),
    record: post.value,
    replyCount: repliesTo(world, post.uri).length,
    repostCount: 0,
    likeCount: 0,
    quoteCount: 0,
    indexedAt: post.indexedAt,
    viewer: like ? { like: like.uri } : {},
    ...(rateLimiter && { threadgate: { uri: rateLimiter.uri, cid: rateLimiter.cid, record: rateLimiter.value } }),
  };
}

export function threadView(world: World, post: StoredRecord, depth: number): Record<string, unknown> {
  const replies = depth > 0 ? repliesTo(world, post.uri).map((reply) => threadView(world, reply, depth - 1)) : [];
  return { $type: 'app.bsky.feed.defs#threadViewPost', post: postView(world, post), replies };
}

/** Why the brand is notified of a post, if it is. */
export function reasonOf(world: World, { did, value }: StoredRecord): { reason: string; subject?: string } | null {
  if (did === world.brand.did) return null;
  const { reply } = value as Reply; // a post, by its Lexicon
  const concerned = [reply?.parent.uri, reply?.root.uri].find((uri) => uri?.includes(world.brand.did));
  if (concerned) return { reason: 'reply', subject: concerned };
  const text = JSON.stringify(value);
  if (value.embed && text.includes(world.brand.did)) return { reason: 'quote' };
  return text.includes(world.brand.did) ? { reason: 'mention' } : null;
}

export function chatMessageView({ id, rev, text, did, sentAt }: ChatEntry) {
  const $type = `chat.bsky.convo.defs#${text === undefined ? 'deletedMessageView' : 'messageView'}`;
  return { $type, id, rev, sender: { did }, sentAt, ...(text !== undefined && { text }) };
}

export function convoView(world: World, convo: { id: string; did: string; messages: ChatEntry[] }) {
  const members = [world.brand, ...[...world.accounts.values()].filter(({ did }) => did === convo.did)];
  const last = convo.messages.at(-1);
  return {
    id: convo.id,
    rev: last?.rev ?? '',
    members: members.map(({ did, handle, displayName }) => ({ did, handle, displayName })),
    muted: false,
    unreadCount: 0,
    ...(last && { lastMessage: chatMessageView(last) }),
  };
}

export function authorOf(world: World, { did }: StoredRecord): Account {
  const account = world.accounts.get(did);
  if (!account) throw new Error(`${did} has no account`);
  return account;
}

function repliesTo(world: World, uri: string): StoredRecord[] {
  return world.posts().filter(({ value }) => (value as Reply).reply?.parent.uri === uri);
}

function recordBy(world: World, did: string, collection: string, matches: (record: StoredRecord) => boolean) {
  return [...world.records.values()].find(
    (record) => record.uri.startsWith(`at://${did}/${collection}/`) && matches(record),
  );
}
