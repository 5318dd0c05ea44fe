import { makeTid } from '#lib/networks/bluesky/tid.ts';
import { authorOf, chatMessageView, convoView, postView, profileView, reasonOf, threadView } from './views.ts';
import { cidOf, type StoredRecord, type World } from './world.ts';

/** A refusal in the network's own shape. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message = code) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export type Call = { params: URLSearchParams; input: Record<string, unknown>; bytes: Buffer; mimeType: string };
type Method = (world: World, call: Call) => unknown;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export const methods: Record<string, Method> = {
  'app.bsky.actor.getProfile': (world, { params }) => {
    const account = world.accounts.get(text(params.get('actor')));
    if (!account) throw new Refused(400, 'InvalidRequest', 'Profile not found');
    return profileView(world, account);
  },
  'com.atproto.identity.resolveHandle': (world, { params }) => {
    const account = [...world.accounts.values()].find(({ handle }) => handle === params.get('handle'));
    if (!account) throw new Refused(400, 'InvalidRequest', 'Unable to resolve handle');
    return { did: account.did };
  },
  'app.bsky.notification.listNotifications': (world, { params }) => {
    const all = world.posts().flatMap((post) => {
      const told = reasonOf(world, post);
      return told && params.getAll('reasons').includes(told.reason) ? [{ post, ...told }] : [];
    });
    const { page, cursor } = newestFirst(all, ({ post }) => post.indexedAt, params);
    return {
      notifications: page.map(({ post, reason, subject }) => ({
        uri: post.uri,
        cid: post.cid,
        author: profileView(world, authorOf(world, post)),
        reason,
        ...(subject && { reasonSubject: subject }),
        record: post.value,
        isRead: false,
        indexedAt: post.indexedAt,
      })),
      ...cursor,
    };
  },
  'app.bsky.feed.getAuthorFeed': (world, { params }) => {
    const own = world.posts().filter(({ did }) => did === params.get('actor'));
    const { page, cursor } = newestFirst(own, ({ indexedAt }) => indexedAt, params);
    return { feed: page.map((post) => ({ post: postView(world, post) })), ...cursor };
  },
  'app.bsky.feed.getPosts': (world, { params }) => ({
    posts: params.getAll('uris').flatMap((uri) => {
      const post = world.records.get(uri);
      return post && !world.unseen.has(post.did) ? [postView(world, post)] : [];
    }),
  }),
  'app.bsky.feed.getPostThread': (world, { params }) => {
    const post = world.records.get(text(params.get('uri')));
    if (!post) throw new Refused(400, 'NotFound', 'Post not found');
    if (world.unseen.has(post.did)) return { thread: blockedPost(post) };
    return { thread: threadView(world, post, Number(params.get('depth') ?? 6)) };
  },
  'com.atproto.repo.getRecord': (world, { params }) => {
    const record = world.records.get(`at://${params.get('repo')}/${params.get('collection')}/${params.get('rkey')}`);
    if (!record) throw new Refused(400, 'RecordNotFound', 'Could not locate record');
    return { uri: record.uri, cid: record.cid, value: record.value };
  },
  'com.atproto.repo.createRecord': (world, { input }) => {
    const { uri, collection, rkey, value } = addressed(input);
    if (world.records.has(uri)) throw new Refused(500, 'InternalServerError', 'Internal Server Error');
    return written(world.put(world.brand.did, collection, value, { rkey }));
  },
  'com.atproto.repo.putRecord': (world, { input }) => {
    const { uri, collection, rkey, value } = addressed(input);
    if ('swapRecord' in input && (world.records.get(uri)?.cid ?? null) !== input.swapRecord) {
      throw new Refused(400, 'InvalidSwap', 'Record was at another version');
    }
    return written(world.put(world.brand.did, collection, value, { rkey }));
  },
  'com.atproto.repo.deleteRecord': (world, { input }) => {
    world.records.delete(addressed(input).uri);
    return {};
  },
  'com.atproto.repo.uploadBlob': (world, { bytes, mimeType }) => {
    const cid = cidOf(bytes.toString('base64'));
    world.blobs.set(cid, bytes.length);
    return { blob: { $type: 'blob', ref: { $link: cid }, mimeType, size: bytes.length } };
  },
  'app.bsky.graph.muteActor': (world, { input }) => void world.muted.add(text(input.actor)),
  'app.bsky.graph.unmuteActor': (world, { input }) => void world.muted.delete(text(input.actor)),
  'chat.bsky.convo.getLog': (world, { params }) => {
    const from = params.get('cursor');
    if (from === null) return { cursor: String(world.log.length), logs: [] };
    if (Number(from) > world.log.length) throw new Refused(400, 'InvalidRequest', 'unknown cursor');
    const entries = world.log.slice(Number(from), Number(from) + 50);
    return {
      cursor: String(Number(from) + entries.length),
      logs: entries.map(({ type, convoId, message }) => ({
        $type: `chat.bsky.convo.defs#log${type === 'create' ? 'CreateMessage' : 'DeleteMessage'}`,
        rev: message.rev,
        convoId,
        message: chatMessageView(message),
      })),
    };
  },
  'chat.bsky.convo.listConvos': (world, { params }) => {
    const all = [...world.convos.values()];
    const from = Number(params.get('cursor') ?? 0);
    const next = from + Number(params.get('limit') ?? 50);
    const convos = all.slice(from, next).map((convo) => convoView(world, convo));
    return { convos, ...(next < all.length && { cursor: String(next) }) };
  },
  'chat.bsky.convo.getConvo': (world, { params }) => ({
    convo: convoView(world, convoIn(world, params.get('convoId'))),
  }),
  'chat.bsky.convo.getMessages': (world, { params }) => {
    const { messages } = convoIn(world, params.get('convoId'));
    const newest = messages.toReversed();
    const from = Number(params.get('cursor') ?? 0);
    const next = from + Number(params.get('limit') ?? 50);
    return {
      messages: newest.slice(from, next).map(chatMessageView),
      ...(next < newest.length && { cursor: String(next) }),
    };
  },
  'chat.bsky.convo.sendMessage': (world, { input }) => {
    const convo = convoIn(world, input.convoId);
    const message = input.message as { text: string }; // as its Lexicon has it, which was checked
    return chatMessageView(world.say(convo.id.replace('convo-', ''), message.text, world.brand.did));
  },
  'chat.bsky.convo.updateRead': (world, { input }) => {
    const convo = convoIn(world, input.convoId);
    if (input.messageId) convo.readUpTo = text(input.messageId);
    return { convo: convoView(world, convo) };
  },
};

function blockedPost({ uri, did }: StoredRecord) {
  return { $type: 'app.bsky.feed.defs#blockedPost', uri, blocked: true, author: { did } };
}

function convoIn(world: World, id: unknown) {
  const convo = world.convos.get(text(id));
  if (!convo) throw new Refused(400, 'InvalidConvo', 'Convo not found');
  return convo;
}

function addressed(input: Record<string, unknown>) {
  const collection = text(input.collection);
  const rkey = text(input.rkey) || makeTid();
  const value = (input.record ?? {}) as Record<string, unknown>; // checked against its Lexicon at the door
  return { uri: `at://${text(input.repo)}/${collection}/${rkey}`, collection, rkey, value };
}

function written({ uri, cid }: StoredRecord) {
  return { uri, cid, commit: { cid, rev: makeTid() }, validationStatus: 'valid' };
}

function newestFirst<T>(all: T[], at: (entry: T) => string, params: URLSearchParams) {
  const before = params.get('cursor');
  const limit = Number(params.get('limit') ?? 50);
  const sorted = all
    .filter((entry) => before === null || at(entry) < before)
    .sort((one, other) => at(other).localeCompare(at(one)));
  const page = sorted.slice(0, limit);
  const last = page.at(-1);
  return { page, cursor: last && sorted.length > limit ? { cursor: at(last) } : {} };
}
