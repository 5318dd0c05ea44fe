import { badParameter, graphAnswer, graphFaults } from '../kit/meta/answers.ts';
import { pageFor } from '../kit/meta/paging.ts';
import type { SandboxAnswer, SandboxRequest } from '../kit/types.ts';
import { parseFields, select, type Field, type NodeFields } from '../kit/meta/fields.ts';
import { commentNode, conversationNode, mediaNode, messageNode } from './nodes.ts';
import { GraphRefusal } from '../kit/meta/refusal.ts';
import { sandboxApp, type Token, type Tokens } from './tokens.ts';
import type { World } from './world.ts';

type Given = { world: World; tokens: Tokens; token: Token; baseUrl: string; request: SandboxRequest };

/** Answers `GET /{version}/{node}[/{edge}]`. @throws GraphRefusal */
export function answerRead(given: Given, node: string, edge: string | undefined): SandboxAnswer {
  const { world, token, request } = given;
  const fields = fieldsOf(request);
  const { brand, page } = world;
  if (node === 'debug_token') return debugToken(given);
  if (node === 'me' && edge === 'accounts') return managedPages(given, fields);
  const self = node === 'me' ? (token.setup === 'facebook' ? page.id : brand.id) : node;
  if (edge === 'subscribed_apps') {
    return graphAnswer({ data: [{ id: '990602627938098', subscribed_fields: [...given.tokens.subscribed] }] });
  }
  if (edge === 'conversations') return conversations(given, self, fields);
  if (edge === undefined) return graphAnswer(select(nodeFor(given, self), fields));
  if (self === brand.id && edge === 'media') {
    return listOf(
      given,
      world.media.filter(({ owner }) => owner === brand),
      (one) => select(mediaNode(world, one), fields),
    );
  }
  if (self === brand.id && edge === 'tags') {
    return listOf(
      given,
      world.media.filter(({ isTagged, owner }) => isTagged && !world.privatePeople.has(owner.username)),
      (one) => select(mediaNode(world, one), fields),
    );
  }
  const media = world.mediaById(self);
  if (media && edge === 'comments') {
    if (media.owner !== brand) throw new GraphRefusal(graphFaults.missing);
    return listOf(given, world.commentsOf(media.id), (one) => select(commentNode(world, one), fields), 50);
  }
  const comment = world.commentById(self);
  if (comment && edge === 'replies')
    return listOf(given, world.repliesTo(comment.id), (one) => select(commentNode(world, one), fields), 50);
  const talk = world.talks().find(({ id }) => conversationId(id) === self);
  if (talk && edge === 'messages')
    return listOf(given, world.talkWith(talk.id).slice(0, 20), (one) => select(messageNode(world, one), fields));
  throw new GraphRefusal(graphFaults.missing);
}

function nodeFor({ world, token }: Given, id: string): NodeFields {
  const { brand, page } = world;
  if (id === brand.id) return accountNode(world, token);
  if (id === page.id && token.setup === 'facebook')
    return { ...pageNode(world), ...(token.kind === 'page' ? {} : { access_token: () => undefined }) };
  const comment = world.commentById(id);
  if (comment?.media.owner === brand) return commentNode(world, comment);
  const media = world.mediaById(id);
  if (media?.owner === brand) return mediaNode(world, media);
  const person = [...world.people.values()].find((one) => one.id === id);
  // A person who never wrote to the account did not consent to share a profile.
  if (person && world.talkWith(id).length === 0)
    throw new GraphRefusal({
      code: 230,
      message: '(#230) User consent is required to access user profile.',
      status: 403,
    });
  if (!person) throw new GraphRefusal(graphFaults.missing);
  return {
    id: () => person.id,
    name: () => world.nameOf(person.username),
    username: () => person.username,
    profile_pic: () => world.avatarOf(person.username),
  };
}

function accountNode(world: World, token: Token): NodeFields {
  const { brand } = world;
  return {
    id: () => (token.setup === 'facebook' ? brand.id : '27841400000000009'),
    ...(token.setup === 'facebook' ? {} : { user_id: () => brand.id, account_type: () => 'BUSINESS' }),
    username: () => brand.username,
    name: () => world.name,
    profile_picture_url: () => world.avatarOf(brand.username),
    // Not in the list of the node that Instagram Login has.
    ...(token.setup === 'facebook' ? mentionsOf(world) : {}),
  };
}

function mentionsOf(world: World): NodeFields {
  return {
    mentioned_comment: ({ args, sub }) => {
      const found = world.commentById(args.comment_id ?? '');
      if (!found?.isNaming || world.privatePeople.has(found.from.username)) throw new GraphRefusal(graphFaults.missing);
      return select(commentNode(world, found), sub);
    },
    mentioned_media: ({ args, sub }) => {
      const found = world.mediaById(args.media_id ?? '');
      if (!found?.isNaming || world.privatePeople.has(found.owner.username))
        throw new GraphRefusal(graphFaults.missing);
      return select(mediaNode(world, found), sub);
    },
  };
}

function pageNode(world: World): NodeFields {
  return {
    id: () => world.page.id,
    name: () => world.page.name,
    instagram_business_account: ({ sub }) =>
      select(accountNode(world, { kind: 'page', setup: 'facebook', givenAt: world.now(), expiresAt: null }), sub),
  };
}

function managedPages({ world, tokens, token }: Given, fields: Field[] | null): SandboxAnswer {
  if (token.setup !== 'facebook' || token.kind === 'page') throw new GraphRefusal(graphFaults.missing);
  const node = { ...pageNode(world), access_token: () => tokens.give('page', 'facebook') };
  return graphAnswer({ data: [select(node, fields)], paging: { cursors: { before: 'QVFI', after: 'QVFI' } } });
}

function debugToken({ tokens, token, request }: Given): SandboxAnswer {
  if (token.kind !== 'app') throw new GraphRefusal(graphFaults.noPermission);
  let isValid = true;
  try {
    tokens.check(request.query.get('input_token'));
  } catch {
    isValid = false;
  }
  return graphAnswer({
    data: {
      app_id: sandboxApp.clientId,
      type: 'PAGE',
      is_valid: isValid,
      expires_at: 0,
      scopes: ['instagram_manage_comments', 'instagram_manage_messages'],
    },
  });
}

function conversations(given: Given, self: string, fields: Field[] | null): SandboxAnswer {
  const { world, token, request } = given;
  if (self !== (token.setup === 'facebook' ? world.page.id : world.brand.id))
    throw new GraphRefusal(graphFaults.missing);
  if (request.query.get('platform') !== 'instagram') throw new GraphRefusal(badParameter('platform must be instagram'));
  const wanted = request.query.get('user_id');
  const talks = world.talks().filter(({ id }) => wanted === null || id === wanted);
  return listOf(given, talks, (one) => select(conversationNode(world, one), fields));
}

function listOf<T extends { id: string }>(
  { request, baseUrl }: Given,
  entries: readonly T[],
  show: (one: T) => unknown,
  maxLimit = 100,
): SandboxAnswer {
  const found = pageFor(entries, request, { baseUrl, maxLimit });
  if (!found) throw new GraphRefusal(graphFaults.badCursor);
  return graphAnswer({ data: found.page.map(show), ...(found.paging ? { paging: found.paging } : {}) });
}

export function conversationId(personId: string): string {
  return `aWdfZAG06${personId}ZD`;
}

function fieldsOf({ query }: SandboxRequest): Field[] | null {
  const fields = query.get('fields');
  return fields === null ? null : parseFields(fields);
}
