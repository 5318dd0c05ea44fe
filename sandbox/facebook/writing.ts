import { badParameter, graphAnswer, graphFault, graphFaults } from '#sandbox/kit/meta/answers.ts';
import type { SandboxAnswer } from '#sandbox/kit/types.ts';
import type { Crowd } from './people.ts';
import type { Deliveries } from './deliveries.ts';
import type { Tokens } from './tokens.ts';
import { deleteComment, type World } from './world.ts';

export type Writing = { world: World; crowd: Crowd; deliveries: Deliveries; tokens: Tokens; params: URLSearchParams };

const done = () => graphAnswer({ success: true });

/** `POST /{comment or post}`: hides, shows, edits. */
export function update({ world, deliveries, params }: Writing, id: string): SandboxAnswer {
  const comment = alive(world.comments.get(id));
  const post = alive(world.posts.get(id));
  const one = comment ?? post;
  if (!one) return graphFault(graphFaults.missing);
  const hiding = params.get('is_hidden');
  if (hiding === 'true' || hiding === 'false') {
    if (one.by.id === world.page.id) return graphFault(badParameter('This content cannot be hidden'));
    one.isHidden = hiding === 'true';
    if (comment) deliveries.comment(one.isHidden ? 'hide' : 'unhide', comment);
    return done();
  }
  const message = params.get('message');
  if (!message) return graphFault(badParameter('The parameter message or is_hidden is required'));
  if (one.by.id !== world.page.id) return graphFault(graphFaults.noPermission);
  one.text = message;
  return done();
}

/** `DELETE /{comment or post}`. */
export function remove({ world, deliveries }: Writing, id: string): SandboxAnswer {
  const comment = alive(world.comments.get(id));
  const post = alive(world.posts.get(id));
  if (comment) for (const one of deleteComment(world, comment)) deliveries.comment('remove', one);
  else if (post && post.kind !== 'tag') {
    post.isDeleted = true;
    deliveries.post('remove', post);
  } else return graphFault(post ? graphFaults.noPermission : graphFaults.missing);
  world.deletedByBrand.add(id);
  return done();
}

/** `POST /{…}/comments`. */
export function addComment({ world, crowd, params }: Writing, id: string): SandboxAnswer {
  const target =
    alive(world.comments.get(id)) ??
    alive(world.posts.get(id)) ??
    alive(world.reviews.get(id)) ??
    alive(world.mentions.get(id));
  if (!target) return graphFault(graphFaults.missing);
  const text = params.get('message') ?? '';
  const imageUrl = params.get('attachment_url') ?? undefined;
  if (!text && !imageUrl)
    return graphFault(
      badParameter('One of message, attachment_url, attachment_id or attachment_share_url is required'),
    );
  if ([...text].length > 8_000) return graphFault(badParameter('The message is too long'));
  return graphAnswer({ id: crowd.comment(world.page, id, { text, at: world.now(), imageUrl }) });
}

/** `POST` and `DELETE /{…}/likes`. */
export function like({ world }: Writing, id: string, isLiked: boolean): SandboxAnswer {
  const comment = alive(world.comments.get(id));
  if (comment) comment.isLiked = isLiked;
  else if (!alive(world.posts.get(id))) return graphFault(graphFaults.missing);
  else if (isLiked) world.likedPosts.add(id);
  else world.likedPosts.delete(id);
  return done();
}

/** `POST` and `DELETE /{page}/blocked`. */
export function block({ world, params, tokens }: Writing, isBlocked: boolean): SandboxAnswer {
  const ways = ['user', 'psid', 'asid', 'uid'].filter((one) => params.has(one));
  const [way = ''] = ways;
  const id = params.get(way);
  if (ways.length !== 1 || !id) return graphFault(badParameter('One of user, psid, asid or uid is required'));
  if (tokens.grants.isWithheld(`blocked by ${way}`) || ![...world.people.values()].some((one) => one.id === id)) {
    return graphFault({ code: 210, message: '(#210) User not visible' });
  }
  if (isBlocked) world.blocked.add(id);
  else world.blocked.delete(id);
  return isBlocked ? graphAnswer({ [id]: true }) : done();
}

const opposites: Record<string, string> = {
  block_user: 'unblock_user',
  unblock_user: 'block_user',
  ban_user: 'unban_user',
  unban_user: 'ban_user',
  move_to_spam: '',
};

/** `POST /{page}/moderate_conversations`. */
export function moderate(world: World, body: unknown): SandboxAnswer {
  const { user_ids: users = [], actions = [] } = (body ?? {}) as { user_ids?: { id?: string }[]; actions?: string[] }; // checked below
  const isTaken = actions.every((one) => one in opposites && !actions.includes(opposites[one] ?? ''));
  if (users.length === 0 || users.length > 10 || actions.length === 0 || actions.length > 2 || !isTaken) {
    return graphFault(badParameter('user_ids takes 1 to 10 ids, actions 1 or 2 that do not contradict each other'));
  }
  for (const { id = '' } of users) {
    if (![...world.talks.values()].some((talk) => talk.with.id === id))
      return graphFault(badParameter('There is no conversation with this person'));
    for (const action of actions) {
      if (action === 'block_user' || action === 'ban_user') world.blocked.add(id);
      if (action === 'unblock_user' || action === 'unban_user') world.blocked.delete(id);
    }
  }
  // The network sends it as text.
  return graphAnswer({ success: 'true' });
}

function alive<T extends { isDeleted: boolean }>(one: T | undefined): T | undefined {
  return one?.isDeleted ? undefined : one;
}
