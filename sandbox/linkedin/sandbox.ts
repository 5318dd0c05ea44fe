import type { CreateSandbox, FanWords, HeldWords, NetworkSandbox } from '../kit/types.ts';
import { Api } from './api.ts';
import { app, OAuth } from './oauth.ts';
import { publicPage } from './page.ts';
import { APPLICATION, handshake, Subscriptions } from './subscriptions.ts';
import { failure, notFound } from './views.ts';
import { ORG, World } from './world.ts';

/** LinkedIn around one company page, with switches for tests besides the common ones. */
export type LinkedInSandbox = NetworkSandbox & { world: World; api: Api; oauth: OAuth; subscriptions: Subscriptions };

/** A sandbox for LinkedIn's Community Management API. */
export const createSandbox = (({ now, cast }) => {
  const world = new World(now, cast);
  const oauth = new OAuth();
  const subscriptions = new Subscriptions();
  const api = new Api(world, oauth, subscriptions);
  world.onNotified = (notification) => subscriptions.push(notification);

  const own = world.organizations[ORG];

  return {
    network: 'linkedin',
    brand: { externalId: ORG, handle: own?.vanityName ?? '', name: own?.localizedName ?? '' },
    app: { ...app, options: { daily_calls: 'standard', application_id: APPLICATION } },
    kinds: ['comment', 'mention'],
    world,
    api,
    oauth,
    subscriptions,
    handle: (request) => {
      const { path, method } = request;
      if (path === '/oauth/v2/authorization' && method === 'GET') return oauth.authorize(request);
      if (path === '/oauth/v2/accessToken' && method === 'POST') return oauth.token(request);
      if (path === '/oauth/v2/introspectToken' && method === 'POST') return oauth.introspect(request);
      return path.startsWith('/rest/') ? api.handle(request) : notFound;
    },
    isWrite: ({ method, path }) => method !== 'GET' && path.startsWith('/rest/'),
    // No header and no field says when it ends.
    limited: () =>
      failure(429, 'TOO_MANY_REQUESTS', 'Resource level throttle limit for calls to this resource is reached.'),
    broken: () => failure(500, 'INTERNAL_SERVER_ERROR', 'Internal Server Error'),
    rejects: () => failure(400, 'ILLEGAL_ARGUMENT', 'Illegal argument'),
    connectInput: () => {
      const { access, refresh } = oauth.issue();
      return { accessToken: access, refreshToken: refresh, externalId: ORG };
    },
    brandPosts: (text, { agoMs = 0 } = {}) => world.post(ORG, text, agoMs).activity,
    brandAnswers: (on, text, { agoMs }) => void world.comment({ on, actor: ORG, text, agoMs }),
    fanWrites: ({ kind, text, fan = 'ana', under, imageUrl, agoMs = 0 }: FanWords) => {
      const actor = world.person(fan);
      if (kind === 'mention') return world.post(actor, text, agoMs).share;
      const on =
        under ?? world.posts.findLast(({ author }) => author === ORG)?.activity ?? world.post(ORG, '…').activity;
      return world.comment({ on, actor, text, agoMs, imageUrl: imageUrl ?? null }).urn;
    },
    fanEdits: (id, text) => world.edit(id, text),
    fanDeletes: (id) => world.remove(id),
    answersTo: (id) => {
      const comment = world.comments.get(id);
      return world
        .under(comment?.parent ?? id)
        .toReversed()
        .filter(({ actor, createdAt }) => actor === ORG && createdAt >= (comment?.createdAt ?? 0))
        .map(({ text }) => text);
    },
    isSet: (kind, id) => {
      const comment = world.comments.get(id);
      if (kind === 'like') return comment?.likedBy.has(ORG) ?? false;
      return kind === 'delete' && (comment?.isDeleted ?? false);
    },
    held: () => held(world),
    expireAccess: () => oauth.end('expired'),
    expireRefresh: () => oauth.refresh.clear(),
    revoke: () => oauth.end('revoked'),
    logins: () => ({ ...oauth.counts }),
    exceeded: () => api.exceeded,
    takeDeliveries: () => subscriptions.take(),
    withhold: (what) => {
      const kept = oauth.scope.split(',').filter((one) => one !== what);
      oauth.scope = kept.join(',');
      if (what === 'eventSubscriptions') subscriptions.isWithheld = true;
    },
    handshake,
    publicPage: () => publicPage(world),
  };
}) satisfies (...given: Parameters<CreateSandbox>) => LinkedInSandbox;

/**
 * The comments under the page's posts, except its own that answer nobody; its answers under other people's posts; and
 * the mentions.
 */
function held(world: World): HeldWords[] {
  const comments = [...world.comments.values()].flatMap(
    ({ urn, actor, root, parent, text, isDeleted }): HeldWords[] => {
      const isOutbound = actor === ORG;
      const isUnderOwn = world.postOf(root)?.author === ORG;
      const isToNobody = isOutbound && !answersSomebody(world, { parent, urn });
      if (isUnderOwn ? isToNobody : !isOutbound) return [];
      const direction = isOutbound ? 'outbound' : 'inbound';
      return [{ id: urn, kind: isUnderOwn ? 'comment' : 'mention', text, isDeleted, direction }];
    },
  );
  const mentions = world.posts
    .filter(({ author }) => author !== ORG)
    .map(({ share, text }): HeldWords => ({
      id: share,
      kind: 'mention',
      text,
      isDeleted: false,
      direction: 'inbound',
    }));
  return [...comments, ...mentions];
}

/** Whether a comment of the page is under somebody's comment, or beside one under the page's own comment. */
function answersSomebody(world: World, { parent, urn }: { parent: string | null; urn: string }): boolean {
  if (!parent) return false;
  if (world.comments.get(parent)?.actor !== ORG) return true;
  const siblings = [...world.comments.values()].filter((one) => one.parent === parent);
  return siblings
    .slice(
      0,
      siblings.findIndex((one) => one.urn === urn),
    )
    .some(({ actor }) => actor !== ORG);
}
