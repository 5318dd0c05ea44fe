import { z } from 'zod';
import { textLength } from '#lib/networks/text-length.ts';
import { publicReply } from '#lib/networks/x/capabilities.ts';
import type { SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';
import { forbidden, invalid, problem, problemType, Refused } from './answers.ts';
import { pushMessage, pushPost } from './push.ts';
import { conversationOf, current, summons, type World, type XPost } from './world.ts';

const postId = z.string().regex(/^\d{1,19}$/);
const newPost = z.strictObject({
  text: z.string().default(''),
  reply: z
    .strictObject({
      in_reply_to_tweet_id: postId,
      auto_populate_reply_metadata: z.boolean().optional(),
      exclude_reply_user_ids: z.array(postId).optional(),
    })
    .optional(),
  media: z.strictObject({ media_ids: z.array(postId).min(1).max(4) }).optional(),
});
const newMessage = z.strictObject({
  text: z.string().min(1).optional(),
  attachments: z
    .array(z.strictObject({ media_id: postId }))
    .length(1)
    .optional(),
});
const newLike = z.strictObject({ tweet_id: postId });
const person = z.strictObject({ target_user_id: postId });
const hidden = z.strictObject({ hidden: z.boolean() });

const NOT_SUMMONED =
  'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to.';

export function createPost(world: World, request: SandboxRequest): SandboxAnswer {
  const { text, reply, media } = bodyOf(request, newPost);
  const me = world.brand.externalId;
  if (text === '' && !media) throw invalid('text', 'A post needs text or media');
  if (textLength(text, publicReply) > 280) throw invalid('text', 'Your Tweet text is too long.');
  const target = reply && world.living(reply.in_reply_to_tweet_id);
  // The message of this error varies, so a client cannot rely on it.
  if (reply && !target) throw forbidden('You are not permitted to perform this action.');
  if (target && !world.tier.isEnterprise && target.authorId !== me && !summons(world, target))
    throw forbidden(NOT_SUMMONED);
  const isSame = (post: XPost) => post.authorId === me && !post.isDeleted && current(post).text === text;
  if (world.posts.some((post) => isSame(post) && post.replyTo?.postId === target?.id)) {
    throw forbidden('You are not allowed to create a Tweet with duplicate content.');
  }
  for (const id of media?.media_ids ?? []) checkMedia(world, id, 'tweet');
  const [image] = media?.media_ids ?? [];
  const post = world.write({
    authorId: me,
    text,
    replyTo: target,
    ...(image ? { imageUrl: `https://pbs.twimg.com/media/${image}.png` } : {}),
  });
  pushPost(world, post, 'post.create');
  return { status: 201, json: { data: { id: post.id, text, edit_history_tweet_ids: [post.id] } } };
}

export function deletePost(world: World, id: string): SandboxAnswer {
  const post = world.living(id);
  if (!post)
    throw new Refused(
      problem(404, 'Not Found Error', `Could not find tweet with id: [${id}].`, problemType('resource-not-found')),
    );
  if (post.authorId !== world.brand.externalId) throw forbidden('You are not authorized to delete this Tweet.');
  post.isDeleted = true;
  world.pushes.push({ type: 'post.delete', payload: { id, author_id: post.authorId } });
  return { status: 200, json: { data: { deleted: true } } };
}

export function setHidden(world: World, request: SandboxRequest, id: string): SandboxAnswer {
  const { hidden: isHidden } = bodyOf(request, hidden);
  const post = world.living(id);
  const root = post?.replyTo && world.find(post.conversationId);
  if (!post || root?.authorId !== world.brand.externalId) throw forbidden('You are not allowed to hide this reply.');
  post.isHidden = isHidden;
  return { status: 200, json: { data: { hidden: isHidden } } };
}

export function setLike(world: World, given: { request: SandboxRequest } | { id: string }): SandboxAnswer {
  needEnterprise(world);
  const isLike = 'request' in given;
  const post = world.living(isLike ? bodyOf(given.request, newLike).tweet_id : given.id);
  if (!post) throw invalid('tweet_id', 'There is no such post');
  if (isLike) world.likes.add(post.id);
  else world.likes.delete(post.id);
  return { status: 200, json: { data: { liked: isLike } } };
}

export function setMuted(world: World, given: { request: SandboxRequest } | { id: string }): SandboxAnswer {
  const isSet = 'request' in given;
  const id = isSet ? bodyOf(given.request, person).target_user_id : given.id;
  if (!world.users.has(id)) throw invalid('target_user_id', 'There is no such user');
  if (isSet) world.muted.add(id);
  else world.muted.delete(id);
  return { status: 200, json: { data: { muting: isSet } } };
}

export function setMessageBlock(world: World, id: string, isBlocked: boolean): SandboxAnswer {
  if (!world.users.has(id)) throw invalid('id', 'There is no such user');
  if (isBlocked) world.messageBlocked.add(id);
  else world.messageBlocked.delete(id);
  return { status: 200, json: { data: { blocked: isBlocked } } };
}

export function createMessage(world: World, request: SandboxRequest, to: string): SandboxAnswer {
  const { text, attachments } = bodyOf(request, newMessage);
  if (!text && !attachments) throw invalid('text', 'A message needs text or an attachment');
  const me = world.brand.externalId;
  const user = world.users.get(to);
  if (!user) throw invalid('participant_id', 'There is no such user');
  const talks = world.messages.some(({ from }) => from === to);
  if (!user.takesMessages && !talks) {
    throw forbidden('You do not have permission to DM one or more participants.');
  }
  const mediaId = attachments?.[0]?.media_id ?? null;
  if (mediaId) checkMedia(world, mediaId, 'dm');
  const message = world.send(me, to, text ?? '', { mediaId });
  pushMessage(world, message);
  return { status: 201, json: { data: { dm_conversation_id: conversationOf(message), dm_event_id: message.id } } };
}

export function bodyOf<T>({ headers, body }: SandboxRequest, schema: z.ZodType<T>): T {
  if (!headers['content-type']?.startsWith('application/json')) throw invalid('body', 'The body must be JSON');
  const parsed = schema.safeParse(JSON.parse(body.toString('utf8')));
  if (!parsed.success) throw invalid(String(parsed.error.issues[0]?.path[0] ?? 'body'), parsed.error.message);
  return parsed.data;
}

function needEnterprise(world: World): void {
  if (world.tier.isEnterprise) return;
  throw forbidden('Your client app is not permitted to do this.', problemType('client-forbidden'));
}

function checkMedia(world: World, id: string, category: string): void {
  const media = world.media.get(id);
  if (!media?.isReady || !media.category.startsWith(`${category}_`))
    throw invalid('media.media_ids', 'Your media IDs are invalid.');
}
