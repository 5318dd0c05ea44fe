import { timeOf } from '#lib/networks/x/snowflake.ts';
import type { SandboxAnswer } from '#sandbox/kit/types.ts';
import { invalid, notFound, problem, problemType, Refused } from './answers.ts';
import { idOf, numberOf, onlyTakes, wishes } from './fields.ts';
import { messageJson, postsJson, userJson } from './wire.ts';
import { conversationOf, current, namedIn, type World, type XPost } from './world.ts';

const POST_QUERY = ['tweet.fields', 'expansions', 'user.fields', 'media.fields', 'poll.fields', 'place.fields'];
const PAGED = [...POST_QUERY, 'max_results', 'pagination_token'];
const BOUNDED = [...PAGED, 'since_id', 'until_id', 'start_time', 'end_time'];
const SEARCH_MS = 7 * 24 * 3_600_000;
const MESSAGE_MS = 30 * 24 * 3_600_000;
const MENTIONS_REACHABLE = 800;

export function mentions(world: World, query: URLSearchParams): SandboxAnswer {
  onlyTakes(query, BOUNDED);
  const me = world.brand.externalId;
  const found = living(world).filter(
    (post) => post.authorId !== me && namedIn(world, post).some(({ id }) => id === me),
  );
  return page(world, query, newestFirst(found).slice(0, MENTIONS_REACHABLE), [5, 100, 10]);
}

export function userPosts(world: World, query: URLSearchParams, userId: string): SandboxAnswer {
  onlyTakes(query, [...BOUNDED, 'exclude']);
  const excluded = wishes(query, 'exclude');
  const found = living(world).filter((post) => post.authorId === userId && !(excluded.has('replies') && post.replyTo));
  return page(world, query, newestFirst(found), [5, 100, 10]);
}

export function search(world: World, query: URLSearchParams): SandboxAnswer {
  onlyTakes(query, [...BOUNDED, 'query', 'next_token', 'sort_order']);
  const asked = query.get('query') ?? '';
  if (asked === '' || asked.length > 512) throw invalid('query', 'The query must have between 1 and 512 characters');
  const form = /^\(?(conversation_id:\d+(?: OR conversation_id:\d+)*)\)?(?: -from:(\w+))?$/.exec(asked);
  if (!form) throw invalid('query', `There were errors processing your request: ${asked}`);
  const since = world.now().getTime() - SEARCH_MS;
  const bound = idOf(query, 'since_id');
  if (bound !== null && timeOf(String(bound)) < since) {
    throw invalid('since_id', "'since_id' must be a tweet id created after the time that can be searched");
  }
  const conversations = new Set([...(form[1] ?? '').matchAll(/\d+/g)].map(([id]) => id));
  const without = [...world.users.values()].find(({ username }) => username === form[2])?.id;
  const found = living(world).filter(
    (post) =>
      conversations.has(post.conversationId) &&
      post.id !== post.conversationId &&
      post.authorId !== without &&
      current(post).at.getTime() > since,
  );
  return page(world, query, newestFirst(found), [10, 100, 10]);
}

export function quotes(world: World, query: URLSearchParams, id: string): SandboxAnswer {
  onlyTakes(query, [...PAGED, 'exclude']);
  const quoted = world.find(id);
  const found = living(world).filter((post) => quoted && post.quotes === quoted.id);
  return page(world, query, newestFirst(found), [10, 100, 10], { tellsSpan: false });
}

export function likedPosts(world: World, query: URLSearchParams): SandboxAnswer {
  onlyTakes(query, PAGED);
  const found = newestFirst(living(world).filter(({ id }) => world.likes.has(id)));
  return page(world, query, found, [5, 100, 100], { tellsSpan: false });
}

export function lookUp(world: World, query: URLSearchParams): SandboxAnswer {
  onlyTakes(query, ['ids', ...POST_QUERY]);
  const ids = (query.get('ids') ?? '').split(',').filter(Boolean);
  if (ids.length === 0 || ids.length > 100 || ids.some((id) => !/^\d{1,19}$/.test(id))) {
    throw invalid('ids', 'The number of values in the `ids` query parameter list must be between 1 and 100');
  }
  const found = ids.flatMap((versionId) => {
    const post = world.living(versionId);
    return post ? [{ post, versionId }] : [];
  });
  const missing = ids.filter((id) => !world.living(id));
  return {
    status: 200,
    json: {
      ...postsJson(world, query, found),
      ...(missing.length > 0 ? { errors: missing.map((id) => notFound(id)) } : {}),
    },
  };
}

export function oneUser(world: World, query: URLSearchParams, id: string): SandboxAnswer {
  onlyTakes(query, ['user.fields', 'expansions', 'tweet.fields']);
  const user = world.users.get(id);
  if (!user)
    throw new Refused(
      problem(404, 'Not Found Error', `Could not find user with id: [${id}].`, problemType('resource-not-found')),
    );
  return { status: 200, json: { data: userJson(world, user, wishes(query, 'user.fields')) } };
}

export function messages(world: World, query: URLSearchParams, conversationId?: string): SandboxAnswer {
  onlyTakes(query, [
    'dm_event.fields',
    'event_types',
    'expansions',
    'user.fields',
    'media.fields',
    'tweet.fields',
    'max_results',
    'pagination_token',
  ]);
  wishes(query, 'event_types');
  const asked = wishes(query, 'dm_event.fields');
  const expansions = wishes(query, 'expansions');
  const people = wishes(query, 'user.fields');
  const since = world.now().getTime() - MESSAGE_MS;
  const all = world.messages
    .filter((one) => timeOf(one.id) > since && (!conversationId || conversationOf(one) === conversationId))
    .toSorted((one, other) => (BigInt(one.id) > BigInt(other.id) ? -1 : 1));
  const from = tokenOf(query, 'pagination_token');
  const max = numberOf(query, 'max_results', [1, 100, 100]);
  const part = all.slice(from, from + max);
  const told = new Set(part.flatMap((one) => (expansions.has('sender_id') ? [one.from] : [])));
  const users = [...world.users.values()].filter(({ id }) => told.has(id)).map((user) => userJson(world, user, people));
  return {
    status: 200,
    json: {
      ...(part.length > 0 ? { data: part.map((one) => messageJson(one, asked, new Date(timeOf(one.id)))) } : {}),
      ...(users.length > 0 ? { includes: { users } } : {}),
      meta: { result_count: part.length, ...(from + max < all.length ? { next_token: token(from + max) } : {}) },
    },
  };
}

function page(
  world: World,
  query: URLSearchParams,
  posts: readonly XPost[],
  sizes: readonly [number, number, number],
  { tellsSpan = true } = {},
): SandboxAnswer {
  const since = idOf(query, 'since_id');
  const until = idOf(query, 'until_id');
  const max = numberOf(query, 'max_results', sizes);
  const from = tokenOf(query, query.has('next_token') ? 'next_token' : 'pagination_token');
  const within = posts.filter((post) => {
    const id = BigInt(current(post).id);
    return (since === null || id > since) && (until === null || id < until);
  });
  const part = within.slice(from, from + max);
  const [newest, oldest] = [part[0], part.at(-1)];
  return {
    status: 200,
    json: {
      ...postsJson(
        world,
        query,
        part.map((post) => ({ post })),
      ),
      meta: {
        result_count: part.length,
        ...(tellsSpan && newest && oldest ? { newest_id: current(newest).id, oldest_id: current(oldest).id } : {}),
        ...(from + max < within.length ? { next_token: token(from + max) } : {}),
      },
    },
  };
}

function living(world: World): XPost[] {
  return world.posts.filter(({ isDeleted }) => !isDeleted);
}

function newestFirst(posts: readonly XPost[]): XPost[] {
  return posts.toSorted((one, other) => (BigInt(current(one).id) > BigInt(current(other).id) ? -1 : 1));
}

function token(offset: number): string {
  return `7140dibdnow${offset.toString(32).padStart(6, '0')}`;
}

function tokenOf(query: URLSearchParams, name: string): number {
  const raw = query.get(name);
  if (raw === null) return 0;
  const offset = /^7140dibdnow([0-9a-v]{6})$/.exec(raw)?.[1];
  if (offset === undefined) throw invalid(name, `The \`${name}\` query parameter value [${raw}] is invalid`);
  return Number.parseInt(offset, 32);
}
