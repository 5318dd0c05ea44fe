import { z } from 'zod';
import type { SandboxAnswer, SandboxRequest } from '../kit/types.ts';
import { commentView, failure, json, listView, notFound } from './views.ts';
import { ORG, type World } from './world.ts';

const COMMENT_MAX = 1_250;

const newComment = z.object({
  actor: z.literal(ORG),
  object: z.string(),
  message: z.object({ text: z.string().min(1) }),
  parentComment: z.string().optional(),
});
const newReaction = z.object({
  root: z.string(),
  reactionType: z.enum(['LIKE', 'PRAISE', 'EMPATHY', 'INTEREST', 'APPRECIATION', 'ENTERTAINMENT']),
});

/** `socialActions/{urn}/comments[/{id}]`. @param key the path behind `socialActions`, decoded */
export function actOnComments(world: World, request: SandboxRequest, key: string[]): SandboxAnswer {
  const [on = '', collection, id] = key;
  const { method, query, path } = request;
  if (collection !== 'comments') return notFound;
  const comment = world.comments.get(on);
  const isThere = comment ? !comment.isDeleted : world.postOf(on) !== undefined;
  if (!isThere) return failure(404, 'NOT_FOUND', `Unable to obtain activity for urn ${on}`);
  if (id !== undefined) return actOnOne(world, request, `urn:li:comment:(${world.postOf(on)?.activity ?? ''},${id})`);
  if (method === 'GET')
    return json(
      200,
      listView(world.under(on), query, (one) => commentView(world, one), path),
    );
  if (method !== 'POST') return failure(405, 'METHOD_NOT_ALLOWED', 'Method not allowed');
  const given = newComment.safeParse(parse(request.body));
  if (!given.success)
    return failure(422, 'UNPROCESSABLE_ENTITY', `${given.error.issues[0]?.path.join('.')} is invalid`);
  const { message, parentComment, object } = given.data;
  if (message.text.length > COMMENT_MAX) return failure(422, 'UNPROCESSABLE_ENTITY', 'message.text is too long');
  if (comment ? parentComment !== on || comment.parent !== null : parentComment !== undefined) {
    return failure(422, 'UNPROCESSABLE_ENTITY', 'parentComment has to be the comment that is answered');
  }
  if (world.postOf(object) === undefined) return failure(422, 'UNPROCESSABLE_ENTITY', 'object is invalid');
  const made = world.comment({ on, actor: ORG, text: message.text });
  return json(201, commentView(world, made), { 'x-restli-id': made.id });
}

function actOnOne(world: World, { method, query }: SandboxRequest, urn: string): SandboxAnswer {
  const comment = world.comments.get(urn);
  if (!comment || comment.isDeleted) return notFound;
  if (method === 'GET') return json(200, commentView(world, comment));
  if (method !== 'DELETE') return failure(405, 'METHOD_NOT_ALLOWED', 'Method not allowed');
  if (query.get('actor') !== ORG || comment.actor !== ORG)
    return failure(403, 'ACCESS_DENIED', 'Not enough permissions', 100);
  world.remove(urn);
  return { status: 204 };
}

/** `reactions?actor=` and `reactions/(actor:…,entity:…)`. @param key encoded, as it came */
export function actOnReactions(world: World, { method, query, body }: SandboxRequest, key: string): SandboxAnswer {
  if (method === 'POST' && key === '') {
    const given = newReaction.safeParse(parse(body));
    if (!given.success || query.get('actor') !== ORG)
      return failure(400, 'BAD_REQUEST', 'root or reactionType is invalid');
    const comment = world.comments.get(given.data.root);
    if (!comment || comment.isDeleted) return notFound;
    comment.likedBy.add(ORG);
    const id = `urn:li:reaction:(${ORG},${comment.urn})`;
    return json(201, { id, created: { actor: ORG, time: world.now() }, ...given.data });
  }
  const [, actor = '', entity = ''] = /^\(actor:([^,()]+),entity:([^,()]+)\)$/.exec(key) ?? [];
  const comment = world.comments.get(decodeURIComponent(entity));
  if (method !== 'DELETE' || decodeURIComponent(actor) !== ORG)
    return failure(400, 'BAD_REQUEST', 'the key is invalid');
  if (!comment?.likedBy.delete(ORG)) return notFound;
  return { status: 204 };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
