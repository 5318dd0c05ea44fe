import { badParameter, graphFault, graphFaults } from '../kit/meta/answers.ts';
import { HeavyLists } from '../kit/meta/heavy-lists.ts';
import { challenge } from '../kit/meta/signing.ts';
import { limitedAnswer, usageHeaders } from '../kit/meta/usage.ts';
import type { CreateSandbox, HeldWords, NetworkSandbox, SandboxAnswer, SandboxRequest } from '../kit/types.ts';
import { createFans } from './people.ts';
import { answerLogin } from './login.ts';
import { publicPage } from './public-page.ts';
import { createPushes } from './pushes.ts';
import { answerRead } from './reads.ts';
import { GraphRefusal } from '../kit/meta/refusal.ts';
import { createTokens, LONG_LIFE_S, sandboxApp, type Setup } from './tokens.ts';
import { createWorld, type World } from './world.ts';
import { answerWrite } from './writes.ts';

/** An Instagram whose app uses Instagram Login. */
export const createSandbox: CreateSandbox = (given) => sandboxFor('instagram', given);

/** An Instagram whose app uses Facebook Login. */
export const createFacebookLoginSandbox: CreateSandbox = (given) => sandboxFor('facebook', given);

function sandboxFor(setup: Setup, { baseUrl, now, cast }: Parameters<CreateSandbox>[0]): NetworkSandbox {
  const world = createWorld(now, cast);
  const tokens = createTokens(now);
  const pushes = createPushes(world);
  const fans = createFans(world, pushes);
  const exceeded: string[] = [];
  const heavy = new HeavyLists();

  function handle(request: SandboxRequest): SandboxAnswer {
    try {
      return answerLogin(request, tokens) ?? answerGraph(request);
    } catch (error) {
      if (error instanceof GraphRefusal) return graphFault(error.fault, usage());
      throw error;
    }
  }

  function answerGraph(request: SandboxRequest): SandboxAnswer {
    const [, version = '', node = '', edge, ...more] = request.path.split('/');
    if (!/^v\d+\.\d$/.test(version) || !node || more.length > 0)
      throw new GraphRefusal({ code: 2500, message: `Unknown path components: ${request.path}` });
    const token = tokens.ofRequest(request);
    const tooMuch = heavy.answer(request);
    if (tooMuch) return tooMuch;
    const given = { world, tokens, token, baseUrl, request, pushes, exceeded };
    const answer = request.method === 'GET' ? answerRead(given, node, edge) : answerWrite(given, node, edge);
    return { ...answer, headers: { ...answer.headers, ...usage() } };
  }

  const usage = () => usageHeaders(world.brand.id, { type: 'instagram', percent: 3 });

  return {
    network: 'instagram',
    brand: { externalId: world.brand.id, handle: world.brand.username, name: world.name },
    app: { ...sandboxApp, options: { setup, human_agent: 'approved' } },
    kinds: ['comment', 'mention', 'message'],
    handle,
    isWrite: ({ method }) => method !== 'GET',
    limited: (until) => limitedAnswer(world.brand.id, { type: 'instagram', code: 80002, until, now: now() }),
    broken: () => graphFault(graphFaults.broken),
    rejects: () => graphFault(badParameter('Invalid parameter')),
    connectInput: () => ({
      setup,
      accessToken: tokens.give(setup === 'facebook' ? 'page' : 'long', setup),
      externalId: world.brand.id,
      ...(setup === 'instagram' ? { expiresAt: new Date(now().getTime() + LONG_LIFE_S * 1000).toISOString() } : {}),
    }),
    brandPosts: (caption, { agoMs = 0 } = {}) => world.publish({ caption, at: new Date(now().getTime() - agoMs) }).id,
    brandAnswers: (id, text, given) => fans.brandAnswers(id, text, given),
    fanWrites: (words) => fans.write(words),
    fanEdits: (id, text) => fans.edit(id, text),
    fanDeletes: (id) => fans.delete(id),
    answersTo: (id) => answersTo(world, id),
    isSet: (kind, id) => isSet(world, kind, id),
    held: () => held(world),
    expireAccess: () => tokens.expireAll(),
    expireRefresh: () => tokens.expireAll(),
    revoke: () => tokens.revoke(),
    logins: () => ({ ...tokens.logins }),
    exceeded: () => [...exceeded],
    takeDeliveries: () => pushes.take(),
    withhold: tokens.grants.withhold,
    growHeavy: () => heavy.begin(),
    heavyRefusals: () => heavy.refusals,
    handshake: () => challenge(sandboxApp.webhookSecret),
    publicPage: () => publicPage(world),
  };
}

/** Public under a comment or a mention, in the conversation after a message, private about a comment. */
function answersTo(world: World, id: string): string[] {
  const message = world.messages.find((one) => one.id === id);
  const top = world.comments.find((one) => one.id === id)?.parentId ?? id;
  const inPublic = world.comments.filter(
    (one) =>
      one.from === world.brand && !one.isDeleted && (one.parentId === top || (one.media.id === id && !one.parentId)),
  );
  const inPrivate = world.messages.filter(
    (one) =>
      one.isOwn &&
      !one.isDeleted &&
      (one.aboutComment === id || (message !== undefined && one.with === message.with && one.at >= message.at)),
  );
  return [...inPublic, ...inPrivate].toReversed().map(({ text }) => text);
}

function isSet(world: World, kind: 'hide' | 'like' | 'block' | 'mute' | 'delete', id: string): boolean {
  const comment = world.comments.find((one) => one.id === id);
  switch (kind) {
    case 'hide':
      return comment?.isHidden ?? false;
    case 'delete':
      return comment?.isDeleted ?? world.messages.find((one) => one.id === id)?.isDeleted ?? false;
    case 'block':
      return world.blocked.has(comment?.from.id ?? world.messages.find((one) => one.id === id)?.with.id ?? '');
    case 'like':
    case 'mute':
      return false;
    default:
      return kind satisfies never;
  }
}

function held(world: World): HeldWords[] {
  const { brand } = world;
  const side = (isOwn: boolean) => (isOwn ? ('outbound' as const) : ('inbound' as const));
  return [
    ...world.comments
      .filter((one) => one.media.owner === brand || one.isNaming)
      .map((one) => ({
        id: one.id,
        kind: one.isNaming ? ('mention' as const) : ('comment' as const),
        text: one.text,
        isDeleted: world.commentById(one.id) === undefined,
        direction: side(one.from === brand),
      })),
    ...world.media
      .filter((one) => one.owner !== brand && (one.isNaming || one.isTagged))
      .map((one) => ({
        id: one.id,
        kind: 'mention' as const,
        text: world.privatePeople.has(one.owner.username) ? '' : one.caption,
        isDeleted: false,
        direction: side(false),
      })),
    ...world.messages.map((one) => ({
      id: one.id,
      kind: 'message' as const,
      text: one.text,
      isDeleted: one.isDeleted,
      direction: side(one.isOwn),
    })),
  ];
}
