import { badParameter, graphAnswer, graphFaults } from '../kit/meta/answers.ts';
import { fieldsFault } from '../kit/meta/subscribed-fields.ts';
import type { SandboxAnswer, SandboxRequest } from '../kit/types.ts';
import type { Pushes } from './pushes.ts';
import { GraphRefusal } from '../kit/meta/refusal.ts';
import { send } from './send.ts';
import type { Token, Tokens } from './tokens.ts';
import type { World } from './world.ts';

type Given = {
  world: World;
  tokens: Tokens;
  token: Token;
  request: SandboxRequest;
  pushes: Pushes;
  exceeded: string[];
};

const COMMENT_MAX = 2_200;

/** Answers `POST` and `DELETE /{version}/{node}[/{edge}]`. @throws GraphRefusal */
export function answerWrite(given: Given, node: string, edge: string | undefined): SandboxAnswer {
  const { world, token, request } = given;
  const { brand, page } = world;
  const self = node === 'me' ? (token.setup === 'facebook' ? page.id : brand.id) : node;
  if (edge === 'messages') return send(given, self);
  if (edge === 'subscribed_apps') return subscribe(given, self);
  if (edge === 'moderate_conversations') return moderate(given, self);
  const form = formOf(request);
  if (self === brand.id && edge === 'mentions') return answerMention(given, form);
  const media = world.mediaById(self);
  if (media?.owner === brand && edge === 'comments') return write(given, { media, text: form.get('message') });
  const comment = world.commentById(self);
  if (!comment || comment.media.owner !== brand) throw new GraphRefusal(graphFaults.missing);
  if (edge === 'replies') {
    if (comment.isHidden) throw new GraphRefusal(badParameter('This comment is hidden and cannot be replied to.'));
    return write(given, { media: comment.media, text: form.get('message'), parentId: comment.parentId ?? comment.id });
  }
  if (edge !== undefined) throw new GraphRefusal(graphFaults.missing);
  if ((form.has('ad_id') || request.query.has('ad_id')) && token.setup !== 'facebook')
    throw new GraphRefusal(badParameter('Invalid parameter ad_id'));
  if (request.method === 'DELETE') {
    comment.isDeleted = true;
    return graphAnswer({ success: true });
  }
  const hide = form.get('hide');
  if (hide !== 'true' && hide !== 'false') throw new GraphRefusal(badParameter('The parameter hide is required.'));
  // The account's own comments stay visible, and the answer is the same.
  if (comment.from !== brand) comment.isHidden = hide === 'true';
  return graphAnswer({ success: true });
}

function write(
  { world, pushes, exceeded }: Given,
  { media, text, parentId }: { media: World['media'][number]; text: string | null; parentId?: string },
): SandboxAnswer {
  if (!text) throw new GraphRefusal(badParameter('The parameter message is required.'));
  if (text.length > COMMENT_MAX) {
    exceeded.push(`a comment of ${text.length} characters`);
    throw new GraphRefusal(badParameter('The comment is too long.'));
  }
  const made = world.comment({ media, from: world.brand, text, ...(parentId ? { parentId } : {}) });
  pushes.comment(made);
  return graphAnswer({ id: made.id });
}

function answerMention({ world }: Given, form: URLSearchParams): SandboxAnswer {
  const text = form.get('message');
  const media = world.mediaById(form.get('media_id') ?? '');
  if (!text || !media) throw new GraphRefusal(badParameter('media_id and message are required.'));
  const commentId = form.get('comment_id');
  const isNamed = commentId ? world.commentById(commentId)?.isNaming : media.isNaming || media.isTagged;
  if (!isNamed) throw new GraphRefusal(graphFaults.missing);
  const made = world.comment({ media, from: world.brand, text, ...(commentId ? { parentId: commentId } : {}) });
  return graphAnswer({ id: made.id });
}

function moderate({ world, token, request }: Given, self: string): SandboxAnswer {
  if (token.setup !== 'facebook' || self !== world.page.id) throw new GraphRefusal(graphFaults.missing);
  const body = JSON.parse(request.body.toString('utf8')) as { user_ids?: { id: string }[]; actions?: string[] }; // checked below
  const [person] = body.user_ids ?? [];
  const [action] = body.actions ?? [];
  if (!person || (action !== 'block_user' && action !== 'unblock_user'))
    throw new GraphRefusal(badParameter('user_ids and actions are required.'));
  if (!world.talks().some(({ id }) => id === person.id))
    throw new GraphRefusal(badParameter('No conversation with this user.'));
  if (action === 'block_user') world.blocked.add(person.id);
  else world.blocked.delete(person.id);
  return graphAnswer({ success: 'true' });
}

function subscribe({ world, tokens, token, request }: Given, self: string): SandboxAnswer {
  const fields = (request.query.get('subscribed_fields') ?? '').split(',').filter(Boolean);
  const owner = token.setup === 'facebook' ? world.page.id : world.brand.id;
  if (self !== owner || fields.length === 0) throw new GraphRefusal(badParameter('subscribed_fields is required.'));
  const needed = token.setup === 'facebook' ? 'pages_messaging' : 'instagram_business_manage_messages';
  const fault = fieldsFault(fields, { needed, granted: tokens.grants.has });
  if (fault) throw new GraphRefusal(fault);
  for (const field of fields) tokens.subscribed.add(field);
  return graphAnswer({ success: true });
}

function formOf({ body, headers }: SandboxRequest): URLSearchParams {
  if (body.length > 0 && !headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    throw new GraphRefusal(badParameter('The body is no form.'));
  }
  return new URLSearchParams(body.toString('utf8'));
}
