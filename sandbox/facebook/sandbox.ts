import { badParameter, graphFault, graphFaults } from '#sandbox/kit/meta/answers.ts';
import { HeavyLists } from '#sandbox/kit/meta/heavy-lists.ts';
import { challenge } from '#sandbox/kit/meta/signing.ts';
import { limitedAnswer, usageHeaders } from '#sandbox/kit/meta/usage.ts';
import type { CreateSandbox } from '#sandbox/kit/types.ts';
import { createApi } from './api.ts';
import { createCrowd } from './people.ts';
import { createDeliveries } from './deliveries.ts';
import { createMeter } from './meter.ts';
import { publicPage } from './public-page.ts';
import { createSendApi } from './sending.ts';
import { app, createTokens } from './tokens.ts';
import { createWorld, PAGE_ID, textsIn } from './world.ts';

/** A Facebook Page and the people on it. */
export const createSandbox: CreateSandbox = ({ baseUrl, now, cast }) => {
  const world = createWorld(now, cast);
  const tokens = createTokens(cast?.brand);
  const deliveries = createDeliveries(world, app.clientSecret);
  const crowd = createCrowd(world, deliveries);
  const send = createSendApi(world, deliveries, { humanAgent: true });
  const api = createApi({ world, crowd, deliveries, tokens, send, baseUrl });
  const meter = createMeter(world);
  const heavy = new HeavyLists();
  const [brand] = tokens.pages;

  const publicAnswers = (id: string) =>
    [...world.comments.values()].filter(
      ({ parentId, postId, by, isDeleted }) => (parentId ?? postId) === id && by.id === PAGE_ID && !isDeleted,
    );
  const privateAnswers = (id: string) => {
    const text = world.texts.get(id);
    const since = text
      ? textsIn(world, text.talkId)
          .filter(({ createdAt, by }) => by.id === PAGE_ID && createdAt >= text.createdAt)
          .reverse()
      : [];
    return [...[...world.texts.values()].filter(({ answers }) => answers === id), ...since];
  };
  return {
    network: 'facebook',
    brand: { externalId: brand.id, handle: brand.name, name: brand.name },
    app: { ...app, options: { human_agent: 'approved' } },
    kinds: ['comment', 'mention', 'message', 'review'],
    handle: (request) => {
      meter.count(request);
      const answer = heavy.answer(request) ?? api(request);
      return { ...answer, headers: { ...usageHeaders(PAGE_ID, meter.usage()), ...answer.headers } };
    },
    isWrite: ({ method }) => method !== 'GET',
    limited: (until) => limitedAnswer(PAGE_ID, { type: 'pages', code: 80_001, until, now: now() }),
    broken: () => graphFault(graphFaults.broken),
    rejects: () => graphFault(badParameter('Invalid parameter')),
    connectInput: () => {
      tokens.signIn();
      return { accessToken: tokens.pageToken(brand), externalId: brand.id };
    },
    brandPosts: crowd.brandPosts,
    brandAnswers: crowd.brandAnswers,
    fanWrites: crowd.write,
    fanEdits: crowd.edit,
    fanDeletes: crowd.remove,
    answersTo: (id) => [...publicAnswers(id), ...privateAnswers(id)].map(({ text }) => text),
    isSet: (kind, id) => {
      const one = world.comments.get(id) ?? world.posts.get(id);
      const author = one?.by ?? world.texts.get(id)?.by;
      switch (kind) {
        case 'hide':
          return one?.isHidden ?? false;
        case 'like':
          return world.comments.get(id)?.isLiked ?? world.likedPosts.has(id);
        case 'block':
          return author !== undefined && world.blocked.has(author.id);
        case 'delete':
          return world.deletedByBrand.has(id);
        case 'mute':
          return false;
        default:
          return kind satisfies never;
      }
    },
    held: crowd.held,
    expireAccess: () => tokens.end('expired'),
    // There is no refresh token.
    expireRefresh: () => tokens.end('expired'),
    revoke: () => tokens.end('revoked'),
    logins: tokens.logins,
    exceeded: meter.exceeded,
    takeDeliveries: deliveries.take,
    withhold: tokens.grants.withhold,
    growHeavy: () => heavy.begin(),
    heavyRefusals: () => heavy.refusals,
    handshake: () => challenge(app.webhookSecret),
    publicPage: () => publicPage(world),
  };
};
