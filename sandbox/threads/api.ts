import { badParameter, graphAnswer, graphFaults } from '../kit/meta/answers.ts';
import { parseFields, select, type NodeFields } from '../kit/meta/fields.ts';
import { pageFor } from '../kit/meta/paging.ts';
import { GraphRefusal } from '../kit/meta/refusal.ts';
import type { SandboxAnswer, SandboxRequest } from '../kit/types.ts';
import { postNode } from './nodes.ts';
import type { Given } from './given.ts';
import { publish, makeContainer } from './publishing.ts';
import { inDay, type Post, type World } from './world.ts';

const DELETIONS_A_DAY = 100;

/** Answers `/v1.0/{node}[/{edge}]`. @throws GraphRefusal */
export function answerApi(given: Given, node: string, edge: string | undefined): SandboxAnswer {
  const { world, request } = given;
  const isMe = node === 'me' || node === world.brand.id;
  const name = `${request.method} ${isMe ? 'me' : '{post}'}${edge ? `/${edge}` : ''}`;
  switch (name) {
    case 'GET me':
      return graphAnswer(shown(request, accountNode(world)));
    case 'GET me/threads':
      return listOf(given, world.ownPosts());
    case 'GET me/replies':
      return listOf(given, world.ownReplies());
    case 'GET me/mentions':
      return listOf(given, world.mentions());
    case 'GET me/threads_publishing_limit':
      return graphAnswer({ data: [quota(world)] });
    case 'POST me/threads':
      return makeContainer(given);
    case 'POST me/threads_publish':
      return publish(given);
    default:
      return answerPost(given, node, `${request.method} ${edge ?? ''}`);
  }
}

function answerPost(given: Given, id: string, name: string): SandboxAnswer {
  const { world, request, pushes, exceeded } = given;
  const container = world.containers.get(id);
  if (container && name === 'GET ') {
    return graphAnswer({ id, status: container.publishedAs ? 'PUBLISHED' : 'FINISHED' });
  }
  const post = world.byId(id);
  if (!post) throw new GraphRefusal(graphFaults.missing);
  const isOurs = post.by === world.brand;
  switch (name) {
    case 'GET ':
      return graphAnswer(shown(request, postNode(world, post)));
    case 'GET replies':
    case 'GET conversation': {
      if (!isOurs || post.rootId) throw new GraphRefusal(graphFaults.missing);
      const all = world.conversationOf(id).filter((one) => name === 'GET conversation' || one.repliedTo === id);
      return listOf(given, request.query.get('reverse') === 'false' ? all.toReversed() : all);
    }
    case 'GET pending_replies': {
      const status = request.query.get('approval_status') ?? 'pending';
      if (!isOurs || (status !== 'pending' && status !== 'ignored'))
        throw new GraphRefusal(badParameter('Invalid approval_status'));
      return listOf(given, world.pendingUnder(id, status));
    }
    case 'POST manage_reply': {
      const hide = flagOf(request, 'hide');
      if (!world.isUnderBrand(post) || post.repliedTo !== post.rootId)
        throw new GraphRefusal(badParameter('Only top-level replies can be hidden.'));
      post.wasShown = post.isHidden && !hide;
      post.isHidden = hide;
      return graphAnswer({ success: true });
    }
    case 'POST manage_pending_reply': {
      const approve = flagOf(request, 'approve');
      if (!world.isUnderBrand(post) || post.approval === 'none')
        throw new GraphRefusal(badParameter('The reply is not pending.'));
      post.approval = approve ? 'none' : 'ignored';
      return graphAnswer({ success: true });
    }
    case 'DELETE ': {
      if (!isOurs) throw new GraphRefusal(graphFaults.noPermission);
      world.usage.deletions.push(world.now());
      if (inDay(world, world.usage.deletions) > DELETIONS_A_DAY) exceeded.push('deletions in a day');
      post.isDeleted = true;
      pushes.deleted(post);
      return graphAnswer({ success: true, deleted_id: id });
    }
    default:
      throw new GraphRefusal(graphFaults.missing);
  }
}

function accountNode({ brand, name, avatarOf }: World): NodeFields {
  return {
    id: () => brand.id,
    username: () => brand.username,
    name: () => name,
    threads_profile_picture_url: () => avatarOf(brand.username),
    threads_biography: () => 'On répond.',
    is_verified: () => true,
  };
}

function quota(world: World) {
  const day = (quota_total: number) => ({ quota_total, quota_duration: 86_400 });
  return {
    quota_usage: 0,
    config: day(250),
    reply_quota_usage: inDay(world, world.usage.replies),
    reply_config: day(1_000),
    delete_quota_usage: inDay(world, world.usage.deletions),
    delete_config: day(DELETIONS_A_DAY),
  };
}

function listOf({ world, request, baseUrl }: Given, posts: readonly Post[]): SandboxAnswer {
  const since = request.query.get('since');
  const fresh = posts.filter(({ at }) => since === null || Math.floor(at.getTime() / 1000) >= Number(since));
  const found = pageFor(fresh, request, { baseUrl });
  if (!found) throw new GraphRefusal(graphFaults.badCursor);
  return graphAnswer({
    data: found.page.map((one) => shown(request, postNode(world, one))),
    // The official collection shows the cursors alone: nothing says that the address of the next page is there.
    ...(found.paging ? { paging: { cursors: found.paging.cursors } } : {}),
  });
}

function shown({ query }: SandboxRequest, node: NodeFields) {
  const fields = query.get('fields');
  return select(node, fields === null ? null : parseFields(fields));
}

function flagOf({ body }: SandboxRequest, name: string): boolean {
  const value = new URLSearchParams(body.toString('utf8')).get(name);
  if (value !== 'true' && value !== 'false') throw new GraphRefusal(badParameter(`The parameter ${name} is required.`));
  return value === 'true';
}
