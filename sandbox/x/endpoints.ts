import type { SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';
import { appendUpload, beginUpload, describe, endUpload } from './media.ts';
import { likedPosts, lookUp, mentions, messages, oneUser, quotes, search, userPosts } from './reading.ts';
import { onlyTakes, wishes } from './fields.ts';
import { userJson } from './wire.ts';
import type { createWebhooks } from './webhooks.ts';
import type { World } from './world.ts';
import { createMessage, createPost, deletePost, setHidden, setLike, setMessageBlock, setMuted } from './writing.ts';

type Call = { world: World; request: SandboxRequest; ids: readonly string[]; caller: 'app' | { scope: string } };
export type Endpoint = {
  method: string;
  path: RegExp;
  name: string;
  /** Calls in 15 minutes. */
  max: number;
  /** The scopes that the token needs; `app`: the app's own token. */
  scopes: readonly string[] | 'app' | 'either';
  run: (call: Call) => SandboxAnswer | Promise<SandboxAnswer>;
};

const READ = ['tweet.read', 'users.read'];
const ID = String.raw`(\d{1,19})`;
/** Not in the published table. */
const PLENTY = 900;

/** The API's paths, what they need and how often they may be called. `me` is refused where it is not the brand. */
export function endpointsOf(webhooks: ReturnType<typeof createWebhooks>): Endpoint[] {
  const get = (
    path: string,
    name: string,
    max: number,
    scopes: Endpoint['scopes'],
    run: Endpoint['run'],
  ): Endpoint => ({
    ...at('GET', path),
    name,
    max,
    scopes,
    run,
  });
  const act = (line: string, name: string, max: number, scopes: Endpoint['scopes'], run: Endpoint['run']): Endpoint => {
    const [method = '', path = ''] = line.split(' ');
    return { ...at(method, path), name, max, scopes, run };
  };
  return [
    get('/2/users/me', 'me', 75, READ, ({ world, request: { query } }) => {
      onlyTakes(query, ['user.fields', 'expansions', 'tweet.fields']);
      const me = world.users.get(world.brand.externalId);
      return { status: 200, json: { data: me && userJson(world, me, wishes(query, 'user.fields')) } };
    }),
    get(`/2/users/${ID}/mentions`, 'mentions', 300, READ, ({ world, request: { query } }) => mentions(world, query)),
    get(`/2/users/${ID}/tweets`, 'own posts', PLENTY, READ, ({ world, request: { query }, ids: [id = ''] }) =>
      userPosts(world, query, id),
    ),
    get(`/2/users/${ID}/liked_tweets`, 'likes', 75, [...READ, 'like.read'], ({ world, request: { query } }) =>
      likedPosts(world, query),
    ),
    get(`/2/users/${ID}`, 'users', PLENTY, READ, ({ world, request: { query }, ids: [id = ''] }) =>
      oneUser(world, query, id),
    ),
    get('/2/tweets/search/recent', 'search', 300, READ, ({ world, request: { query } }) => search(world, query)),
    get('/2/tweets', 'lookup', PLENTY, READ, ({ world, request: { query } }) => lookUp(world, query)),
    get(`/2/tweets/${ID}/quote_tweets`, 'quotes', 75, READ, ({ world, request: { query }, ids: [id = ''] }) =>
      quotes(world, query, id),
    ),
    get('/2/dm_events', 'messages', 15, [...READ, 'dm.read'], ({ world, request: { query } }) =>
      messages(world, query),
    ),
    get(
      String.raw`/2/dm_conversations/(\d+-\d+)/dm_events`,
      'messages',
      15,
      [...READ, 'dm.read'],
      ({ world, request: { query }, ids: [id] }) => messages(world, query, id),
    ),
    act('POST /2/tweets', 'post', 100, [...READ, 'tweet.write'], ({ world, request }) => createPost(world, request)),
    act(`DELETE /2/tweets/${ID}`, 'delete', 50, [...READ, 'tweet.write'], ({ world, ids: [id = ''] }) =>
      deletePost(world, id),
    ),
    act(
      `PUT /2/tweets/${ID}/hidden`,
      'hide',
      50,
      [...READ, 'tweet.moderate.write'],
      ({ world, request, ids: [id = ''] }) => setHidden(world, request, id),
    ),
    act(`POST /2/users/${ID}/likes`, 'like', 50, [...READ, 'like.write'], ({ world, request }) =>
      setLike(world, { request }),
    ),
    act(`DELETE /2/users/${ID}/likes/${ID}`, 'like', 50, [...READ, 'like.write'], ({ world, ids: [, id = ''] }) =>
      setLike(world, { id }),
    ),
    act(`POST /2/users/${ID}/muting`, 'muting', 50, [...READ, 'mute.write'], ({ world, request }) =>
      setMuted(world, { request }),
    ),
    act(`DELETE /2/users/${ID}/muting/${ID}`, 'muting', 50, [...READ, 'mute.write'], ({ world, ids: [, id = ''] }) =>
      setMuted(world, { id }),
    ),
    act(
      `POST /2/users/${ID}/dm/(block|unblock)`,
      'dm block',
      10,
      [...READ, 'dm.write'],
      ({ world, ids: [id = '', verb] }) => setMessageBlock(world, id, verb === 'block'),
    ),
    act(
      `POST /2/dm_conversations/with/${ID}/messages`,
      'send',
      15,
      [...READ, 'dm.write'],
      ({ world, request, ids: [id = ''] }) => createMessage(world, request, id),
    ),
    act(
      String.raw`POST /2/dm_conversations/(\d+)-(\d+)/messages`,
      'send',
      15,
      [...READ, 'dm.write'],
      ({ world, request, ids }) => createMessage(world, request, ids.find((id) => id !== world.brand.externalId) ?? ''),
    ),
    act('POST /2/media/upload/initialize', 'media', PLENTY, ['media.write'], ({ world, request }) =>
      beginUpload(world, request),
    ),
    act(`POST /2/media/upload/${ID}/append`, 'media', PLENTY, ['media.write'], ({ world, request, ids: [id = ''] }) =>
      appendUpload(world, request, id),
    ),
    act(`POST /2/media/upload/${ID}/finalize`, 'media', PLENTY, ['media.write'], ({ world, ids: [id = ''] }) =>
      endUpload(world, id),
    ),
    act('POST /2/media/metadata', 'media', PLENTY, ['media.write'], ({ world, request }) => describe(world, request)),
    get('/2/webhooks', 'webhooks', 450, 'app', ({ request }) => webhooks.list(request)),
    act('POST /2/webhooks', 'webhooks', 450, 'app', ({ request }) => webhooks.register(request)),
    act(`PUT /2/webhooks/${ID}`, 'webhooks', 450, 'app', ({ ids: [id = ''] }) => webhooks.revalidate(id)),
    get('/2/activity/subscriptions', 'subscriptions', 500, 'app', ({ request }) => webhooks.listSubscriptions(request)),
    act('POST /2/activity/subscriptions', 'subscriptions', 500, 'either', ({ request, caller }) =>
      webhooks.subscribe(request, caller),
    ),
  ];
}

function at(method: string, path: string): { method: string; path: RegExp } {
  return { method, path: new RegExp(`^${path}$`) };
}
