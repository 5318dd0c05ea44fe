import { badParameter, graphAnswer, graphFault, graphFaults } from '#sandbox/kit/meta/answers.ts';
import { pageFor } from '#sandbox/kit/meta/paging.ts';
import type { SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';
import { parseFields, type Field } from './fields.ts';
import { commentMaker, postMaker, reviewMaker, shape, talkMaker, textMaker } from './nodes.ts';
import { commentsUnder, textsIn, type CommentRecord, type Person, type PostRecord, type World } from './world.ts';

type Maker = Parameters<typeof shape>[0];
type Reading = { world: World; baseUrl: string; request: SandboxRequest };

/** How many messages of a conversation can be read. */
const READABLE = 20;

/** One node, with the requested fields. */
export function readNode({ world, request }: Reading, id: string): SandboxAnswer {
  const post = world.posts.get(id);
  const comment = world.comments.get(id);
  const person = [...world.people.values()].find((one) => one.id === id);
  if (post && !post.isDeleted && post.kind !== 'tag') return shaped(request, postMaker(world, post));
  if (post && !post.isDeleted) return shaped(request, postMaker(world, post));
  if (comment && !comment.isDeleted) return shaped(request, commentMaker(world, comment));
  if (person) return shaped(request, profileMaker(person));
  return graphFault(graphFaults.missing);
}

/** The lists of the Page. @returns null for an unknown edge */
export function readPageEdge(reading: Reading, edge: string): SandboxAnswer | null {
  const { world, request } = reading;
  const posts = (...kinds: PostRecord['kind'][]) =>
    newestFirst([...world.posts.values()].filter((one) => kinds.includes(one.kind) && !one.isDeleted));
  switch (edge) {
    case 'published_posts':
      return listed(reading, inSpan(posts('own'), request), (one) => postMaker(world, one));
    case 'visitor_posts':
      return listed(
        reading,
        posts('visitor').filter((one) => request.query.get('include_hidden') === 'true' || !one.isHidden),
        (one) => postMaker(world, one),
      );
    case 'tagged':
      return listed(reading, posts('tag'), (one) => postMaker(world, one));
    case 'ads_posts':
      return listed(reading, posts('ad'), (one) => postMaker(world, one));
    case 'ratings':
      return listed(reading, newestFirst([...world.reviews.values()].filter((one) => !one.isDeleted)), reviewMaker);
    case 'conversations': {
      if (!['MESSENGER', 'INSTAGRAM', null].includes(request.query.get('platform')))
        return graphFault(badParameter('Invalid platform'));
      const withWhom = request.query.get('user_id');
      const talks = [...world.talks.values()].filter((one) => withWhom === null || one.with.id === withWhom);
      const moved = talks.toSorted((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime());
      return listed(reading, moved, (one) => talkMaker(world, one));
    }
    case 'blocked': {
      const user = request.query.get('user');
      const people = [...world.blocked].filter((id) => user === null || id === user);
      const name = (id: string) => [...world.people.values()].find((one) => one.id === id)?.name;
      return graphAnswer({ data: people.map((id) => ({ id, name: name(id) })) });
    }
    default:
      return null;
  }
}

/** The lists of other nodes. */
export function readEdge(reading: Reading, id: string, edge: string): SandboxAnswer {
  const { world, request } = reading;
  const talk = world.talks.get(id);
  if (edge === 'messages' && talk) {
    return listed(reading, textsIn(world, id).slice(0, READABLE), (one) => textMaker(world, one));
  }
  const target = world.comments.get(id) ?? world.posts.get(id) ?? world.reviews.get(id) ?? world.mentions.get(id);
  if (edge !== 'comments' || !target || target.isDeleted) return graphFault(graphFaults.missing);
  return listed(reading, commentsOf(world, id, request), (one) => commentMaker(world, one));
}

function commentsOf(world: World, id: string, { query }: SandboxRequest): CommentRecord[] {
  const comment = world.comments.get(id);
  const all = commentsUnder(world, comment?.postId ?? id);
  const isWhole = query.get('filter') === 'stream';
  const wanted = comment
    ? all.filter((one) => isBelow(world, one, id))
    : all.filter((one) => isWhole || one.parentId === null);
  return query.get('order') === 'reverse_chronological' ? newestFirst(wanted) : newestFirst(wanted).reverse();
}

function isBelow(world: World, one: CommentRecord, id: string): boolean {
  if (one.parentId === null) return false;
  const parent = world.comments.get(one.parentId);
  return one.parentId === id || (parent !== undefined && isBelow(world, parent, id));
}

function listed<T extends { id: string }>(reading: Reading, entries: T[], makerOf: (one: T) => Maker): SandboxAnswer {
  const { request, baseUrl } = reading;
  const limit = Number(request.query.get('limit') ?? 25);
  if (!Number.isInteger(limit) || limit < 0 || limit > 100)
    return graphFault(badParameter('limit must be at most 100'));
  const found = pageFor(entries, request, { baseUrl });
  if (!found) return graphFault(graphFaults.badCursor);
  const fields = fieldsOf(request);
  if (!fields) return graphFault({ code: 2500, message: 'Syntax error in the fields parameter.' });
  const data: Record<string, unknown>[] = [];
  for (const one of found.page) {
    const made = shape(makerOf(one), fields);
    if ('unknown' in made) return graphFault(badParameter(`Tried accessing nonexisting field (${made.unknown})`));
    data.push(made.node);
  }
  return graphAnswer({ data, ...(found.paging ? { paging: found.paging } : {}) });
}

function shaped(request: SandboxRequest, maker: Maker): SandboxAnswer {
  const fields = fieldsOf(request);
  if (!fields) return graphFault({ code: 2500, message: 'Syntax error in the fields parameter.' });
  const made = shape(maker, fields);
  if ('unknown' in made) return graphFault(badParameter(`Tried accessing nonexisting field (${made.unknown})`));
  return graphAnswer(made.node);
}

function fieldsOf({ query }: SandboxRequest): Field[] | null {
  return parseFields(query.get('fields') ?? 'id');
}

function profileMaker({ id, name, avatarUrl, isVisible }: Person): Maker {
  const [first, ...rest] = name.split(' ');
  return {
    id: () => id,
    first_name: () => (isVisible ? first : undefined),
    last_name: () => (isVisible ? rest.join(' ') : undefined),
    profile_pic: () => (isVisible ? avatarUrl : undefined),
  };
}

function newestFirst<T extends { createdAt: Date }>(entries: T[]): T[] {
  return entries.toReversed().toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
}

function inSpan(posts: PostRecord[], { query }: SandboxRequest): PostRecord[] {
  const [since, until] = [Number(query.get('since') ?? 0), Number(query.get('until') ?? Infinity)];
  const at = (post: PostRecord) => Math.floor(post.createdAt.getTime() / 1000);
  return posts.filter((post) => at(post) >= since && at(post) <= until);
}
