import { z } from 'zod';
import type { SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';
import { needPart, parametersOf, Refused } from './parameters.ts';
import { commentJson } from './wire.ts';
import type { World } from './world.ts';

const MAX_LENGTH = 10_000;
const MAX_IDS = 50;
const DOMAIN = 'youtube.comment';

const insertion = z.object({
  snippet: z.object({ parentId: z.string().default(''), textOriginal: z.string().default('') }),
});

export function insertComment(world: World, request: SandboxRequest): SandboxAnswer {
  needPart(parametersOf(request, ['part'])('part'), ['id', 'snippet']);
  const { parentId, textOriginal: text } = insertion.parse(JSON.parse(request.body.toString())).snippet;
  if (!parentId) throw new Refused(400, 'parentIdMissing', 'The comment must specify a parent.', DOMAIN);
  if (!text.trim()) throw new Refused(400, 'commentTextRequired', 'The comment text is missing.', DOMAIN);
  if (text.length > MAX_LENGTH) throw new Refused(400, 'commentTextTooLong', 'The text is too long.', DOMAIN);
  const parent = world.comments.get(parentId);
  if (!parent || parent.id !== parent.threadId || world.isGone(parent)) {
    throw new Refused(404, 'parentCommentNotFound', 'The parent comment could not be found.', DOMAIN);
  }
  if (parent.status !== 'published') {
    throw new Refused(400, 'parentCommentIsPrivate', 'The parent comment is private.', DOMAIN);
  }
  if (!world.videos.get(parent.videoId)?.takesComments) {
    throw new Refused(400, 'operationNotSupported', 'The thread takes no replies.', DOMAIN);
  }
  const reply = world.add({ author: world.brand, text, videoId: parent.videoId, parent });
  return { status: 200, json: commentJson(world, reply, { isPlain: true, isById: true }) };
}

export function deleteComment(world: World, request: SandboxRequest): SandboxAnswer {
  const comment = world.comments.get(parametersOf(request, ['id'])('id'));
  if (!comment || world.isGone(comment)) {
    throw new Refused(404, 'commentNotFound', 'The comment could not be found.', DOMAIN);
  }
  if (comment.author.channelId !== world.brand.channelId) {
    throw new Refused(403, 'forbidden', 'The comment is not the caller’s own.', DOMAIN);
  }
  comment.isDeleted = true;
  return { status: 204 };
}

const verdicts = ['published', 'heldForReview', 'rejected'] as const;

export function setModerationStatus(world: World, request: SandboxRequest): SandboxAnswer {
  const asked = parametersOf(request, ['id', 'moderationStatus', 'banAuthor']);
  const ids = asked('id').split(',').filter(Boolean);
  const verdict = verdicts.find((one) => one === asked('moderationStatus'));
  if (ids.length === 0 || ids.length > MAX_IDS || !verdict) throw new Refused(400, 'invalidValue', 'Invalid value');
  const isBan = asked('banAuthor') === 'true';
  if (isBan && verdict !== 'rejected') {
    throw new Refused(400, 'banWithoutReject', 'banAuthor is only allowed with rejected.', DOMAIN);
  }
  const comments = ids.map((id) => world.comments.get(id));
  for (const comment of comments) {
    if (!comment || comment.isDeleted) throw new Refused(403, 'forbidden', 'The caller may not moderate it.', DOMAIN);
    if (comment.status === 'rejected' && verdict !== 'rejected') {
      throw new Refused(400, 'processingFailure', 'The request could not be processed.', DOMAIN);
    }
  }
  for (const comment of comments) {
    if (!comment) continue;
    comment.status = verdict;
    if (isBan) world.banned.add(comment.author.channelId);
  }
  return { status: 204 };
}
