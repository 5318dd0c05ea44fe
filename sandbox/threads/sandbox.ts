import { badParameter, graphFault, graphFaults } from '../kit/meta/answers.ts';
import { GraphRefusal } from '../kit/meta/refusal.ts';
import { HeavyLists } from '../kit/meta/heavy-lists.ts';
import { challenge } from '../kit/meta/signing.ts';
import { limitedAnswer, usageHeaders } from '../kit/meta/usage.ts';
import type { CreateSandbox, FanWords, HeldWords, SandboxAnswer, SandboxRequest } from '../kit/types.ts';
import { answerApi } from './api.ts';
import { publicPage } from './public-page.ts';
import { createPushes } from './pushes.ts';
import { createTokens, sandboxApp } from './tokens.ts';
import { createWorld, type World } from './world.ts';

/** The type of the network's usage header. UNVERIFIED. */
const USAGE = 'threads';
const LIMITED = 613;

export const createSandbox: CreateSandbox = ({ baseUrl, now, cast }) => {
  const world = createWorld(now, cast);
  const { brand } = world;
  const tokens = createTokens(now, brand.id);
  const pushes = createPushes(world);
  const exceeded: string[] = [];
  /** Fields that an edge does not have, such as `alt_text of conversation`. */
  const withheld = new Set<string>();
  const heavy = new HeavyLists();

  function handle(request: SandboxRequest): SandboxAnswer {
    const headers = usageHeaders(brand.id, { type: USAGE, percent: 2 });
    try {
      const page = tokens.answer(request);
      if (page) return page;
      const [, version, node = '', edge, ...more] = request.path.split('/');
      if (version !== 'v1.0' || !node || more.length > 0) throw new GraphRefusal(graphFaults.missing);
      tokens.check(request.query.get('access_token'));
      if (node === 'debug_token' && edge === undefined) return tokens.debug(request, withheld);
      const tooMuch = heavy.answer(request);
      if (tooMuch) return tooMuch;
      const unknown = (request.query.get('fields') ?? '').split(',').find((name) => withheld.has(`${name} of ${edge}`));
      if (unknown) throw new GraphRefusal(badParameter(`(#100) Tried accessing nonexisting field (${unknown})`));
      const answer = answerApi({ world, request, pushes, baseUrl, exceeded }, node, edge);
      return { ...answer, headers: { ...answer.headers, ...headers } };
    } catch (error) {
      if (error instanceof GraphRefusal) return graphFault(error.fault, headers);
      throw error;
    }
  }

  /** `held` awaits approval; `quote` quotes the brand; a mention names it, `reply` in an answer to a stranger. */
  function fanWrites({ kind, text, fan = 'jo', under, imageUrl, variant, agoMs = 0 }: FanWords): string {
    if (kind !== 'comment' && kind !== 'mention') throw new Error(`there is no ${kind} on Threads`);
    const parent = kind === 'comment' ? (world.byId(under) ?? world.ownPosts()[0]) : undefined;
    if (kind === 'comment' && !parent) throw new Error('there is no post to answer');
    const post = world.publish({
      by: world.person(fan),
      text,
      at: new Date(now().getTime() - agoMs),
      imageUrls: imageUrl ? [imageUrl] : [],
      approval: variant === 'held' ? 'pending' : 'none',
      // A mention whose text does not name the brand is a quote: the network reports both in the same way.
      isQuote: kind === 'mention' && !text.includes(`@${brand.username}`),
      ...(parent ? { repliedTo: parent.id, rootId: parent.rootId ?? parent.id } : {}),
    });
    pushes.written(post);
    return post.id;
  }

  return {
    network: 'threads',
    brand: { externalId: brand.id, handle: brand.username, name: world.name },
    app: sandboxApp,
    kinds: ['comment', 'mention'],
    handle,
    // Nobody sees a container: only its publication changes something.
    isWrite: ({ method, path }) => method !== 'GET' && path !== '/v1.0/me/threads',
    limited: (until) => limitedAnswer(brand.id, { type: USAGE, code: LIMITED, until, now: now() }),
    broken: () => graphFault(graphFaults.broken),
    rejects: () => graphFault(badParameter('Invalid parameter')),
    connectInput: () => ({
      accessToken: tokens.give('long'),
      externalId: brand.id,
      expiresAt: new Date(now().getTime() + 60 * 24 * 3_600_000).toISOString(),
    }),
    brandPosts: (text, { agoMs = 0 } = {}) =>
      world.publish({ by: brand, text, at: new Date(now().getTime() - agoMs) }).id,
    brandAnswers: (id, text, { agoMs }) => {
      const rootId = world.byId(id)?.rootId ?? id;
      world.publish({ by: brand, text, at: new Date(now().getTime() - agoMs), repliedTo: id, rootId });
    },
    fanWrites,
    fanEdits: (id, text) => {
      const post = world.byId(id);
      if (post) post.text = text;
    },
    fanDeletes: (id) => {
      const post = world.byId(id);
      if (post) post.isDeleted = true;
    },
    answersTo: (id) =>
      world
        .repliesTo(id)
        .filter(({ by }) => by === brand)
        .map(({ text }) => text),
    isSet: (kind, id) => {
      const post = world.posts.find((one) => one.id === id);
      return kind === 'hide' ? (post?.isHidden ?? false) : kind === 'delete' ? (post?.isDeleted ?? false) : false;
    },
    held: () => held(world),
    expireAccess: () => tokens.expireAll(),
    expireRefresh: () => tokens.expireAll(),
    revoke: () => tokens.revoke(),
    logins: () => ({ ...tokens.logins }),
    exceeded: () => [...exceeded],
    takeDeliveries: () => pushes.take(),
    withhold: (field) => void withheld.add(field),
    growHeavy: () => heavy.begin(),
    heavyRefusals: () => heavy.refusals,
    handshake: () => challenge(sandboxApp.webhookSecret),
    publicPage: () => publicPage(world),
  };
};

function held(world: World): HeldWords[] {
  return world.posts.flatMap((one): HeldWords[] => {
    const root = world.posts.find(({ id }) => id === one.rootId);
    const isOwn = one.by === world.brand;
    const isComment = root?.by === world.brand;
    // The brand's comment on its own post answers nobody.
    if (isOwn && (!root || one.repliedTo === one.rootId) && isComment) return [];
    if (!isComment && (isOwn ? !root : !world.isMention(one))) return [];
    return [
      {
        id: one.id,
        kind: isComment ? 'comment' : 'mention',
        text: one.text,
        isDeleted: one.isDeleted,
        direction: isOwn ? 'outbound' : 'inbound',
      },
    ];
  });
}
