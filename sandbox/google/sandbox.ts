import type { WebhookRequest } from '#lib/networks/contract.ts';
import { rpcError, unknownAddress } from '#sandbox/kit/google/errors.ts';
import { createGoogleOAuth } from '#sandbox/kit/google/oauth.ts';
import type { CreateSandbox, Profile, SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';
import {
  type Account,
  getLocation,
  listAccounts,
  listLocations,
  getNotifications,
  setNotifications,
  type Setting,
} from './accounts.ts';
import { notFound, Refused } from './parameters.ts';
import { publicPage } from './public-page.ts';
import { pushOf } from './push.ts';
import { createQuota } from './quota.ts';
import { deleteReply, getReview, listReviews, updateReply } from './reviews.ts';
import { ACCOUNT, AUDIENCE, publishedKeys } from './signing.ts';
import { createWorld, type Place } from './world.ts';

const app = {
  clientId: '902176339045.apps.googleusercontent.com',
  clientSecret: 'GOCSPX-sandbox',
  webhookSecret: 'push-token-of-the-sandbox',
  options: {
    pubsub_topic: 'projects/parvis-demo/topics/business-profile',
    push_audience: AUDIENCE,
    push_account: ACCOUNT,
  },
};
const lyonOf = (brand: Profile | undefined): Place => ({
  id: '6394464039148850881',
  title: brand?.name ?? 'Maison Parvis Lyon',
  storeCode: brand?.handle ?? 'LYON-2',
  locality: 'Lyon',
  isVerified: true,
});
const nantesOf = (brand: Profile | undefined): Place => ({
  id: '1180297700385231007',
  title: `${brand?.name ?? 'Maison Parvis'} Nantes`,
  storeCode: 'NANTES-1',
  locality: 'Nantes',
  isVerified: false,
});
const SCOPE = 'https://www.googleapis.com/auth/business.manage';

/** The Business Profile APIs: accounts, places, reviews with their answers, and the pushes of Cloud Pub/Sub. */
export const createSandbox: CreateSandbox = ({ now, cast }) => {
  const [lyon, nantes] = [lyonOf(cast?.brand), nantesOf(cast?.brand)];
  const accounts: readonly Account[] = [
    {
      id: '108494581129006735086',
      name: cast?.brand.name ?? 'Maison Parvis',
      type: 'LOCATION_GROUP',
      places: [lyon, nantes],
    },
    // A manager's own account sees the same place.
    { id: '117220054486630091245', name: 'Inès R', type: 'PERSONAL', places: [lyon] },
  ];
  const brand = { externalId: `locations/${lyon.id}`, handle: lyon.storeCode, name: lyon.title };
  const oauth = createGoogleOAuth({ app, scope: SCOPE, account: brand.name, now });
  const world = createWorld(now, cast);
  const quota = createQuota(now);
  const deliveries: WebhookRequest[] = [];
  const setting: Setting = {
    pubsubTopic: app.options.pubsub_topic,
    notificationTypes: ['NEW_REVIEW', 'UPDATED_REVIEW'],
  };
  const place = `accounts/${accounts[0]?.id}/locations/${lyon.id}`;
  const told = (id: string) => `${brand.externalId}/reviews/${id}`;
  const reviewId = (id: string) => /reviews\/([^/]+)/.exec(id)?.[1] ?? '';
  const push = (type: 'NEW_REVIEW' | 'UPDATED_REVIEW', id: string) => {
    if (!setting.notificationTypes.includes(type)) return;
    deliveries.push(pushOf({ type, place, id, token: app.webhookSecret, number: deliveries.length + 1, now: now() }));
  };

  function handle(request: SandboxRequest): SandboxAnswer {
    if (request.method === 'GET' && request.path === '/oauth2/v3/certs') return { status: 200, json: publishedKeys() };
    const signIn = oauth.handle(request);
    if (signIn) return signIn;
    const route = routeOf(request);
    if (!route) return unknownAddress;
    const fault = oauth.faultOf(request);
    if (fault === 'scope') {
      const info = { reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' };
      return rpcError(403, 'PERMISSION_DENIED', 'Request had insufficient authentication scopes.', info);
    }
    if (fault) return rpcError(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.');
    if (!quota.take(route.service, request.method)) return overQuota();
    try {
      return route.run();
    } catch (error) {
      if (error instanceof Refused) return error.answer;
      if (error instanceof SyntaxError) return rpcError(400, 'INVALID_ARGUMENT', 'Invalid JSON payload received.');
      throw error;
    }
  }

  function routeOf(request: SandboxRequest): { service: string; run: () => SandboxAnswer } | null {
    const { method, path } = request;
    const [, version, ...rest] = path.split('/');
    const at = `${method} ${version}/${rest.map((part, index) => (index % 2 === 0 ? part : '*')).join('/')}`;
    const [, first = '', , second = '', , third = ''] = rest;
    const account = accounts.find(({ id }) => id === first);
    const inAccount = (run: (found: Account) => SandboxAnswer) => () => {
      if (!account) throw new Refused(403, 'PERMISSION_DENIED', 'The caller does not have permission');
      return run(account);
    };
    const inPlace = (run: () => SandboxAnswer) =>
      inAccount(({ places }) => {
        const found = places.find(({ id }) => id === second);
        if (!found) throw notFound();
        if (!found.isVerified) throw new Refused(400, 'FAILED_PRECONDITION', 'The location is not verified.');
        return run();
      });
    switch (at) {
      case 'GET v1/accounts':
        return { service: 'accounts', run: () => listAccounts(accounts, request) };
      case 'GET v1/accounts/*/locations':
        return { service: 'locations', run: inAccount((found) => listLocations(found, request)) };
      case 'GET v1/locations/*':
        return { service: 'locations', run: () => getLocation([lyon, nantes], first, request) };
      case 'GET v1/accounts/*/notificationSetting':
        return {
          service: 'notifications',
          run: inAccount(({ id }) => getNotifications(setting, `accounts/${id}/notificationSetting`)),
        };
      case 'PATCH v1/accounts/*/notificationSetting':
        return {
          service: 'notifications',
          run: inAccount(({ id }) => setNotifications(setting, `accounts/${id}/notificationSetting`, request)),
        };
      case 'GET v4/accounts/*/locations/*/reviews':
        return { service: 'reviews', run: inPlace(() => listReviews(world, placeIn(rest), request)) };
      case 'GET v4/accounts/*/locations/*/reviews/*':
        return { service: 'reviews', run: inPlace(() => getReview(world, placeIn(rest), third, request)) };
      case 'PUT v4/accounts/*/locations/*/reviews/*/reply':
        return { service: 'reviews', run: inPlace(() => updateReply(world, third, request)) };
      case 'DELETE v4/accounts/*/locations/*/reviews/*/reply':
        return { service: 'reviews', run: inPlace(() => deleteReply(world, third, request)) };
      default:
        return null;
    }
  }

  return {
    network: 'google',
    brand,
    app,
    kinds: ['review'],
    handle,
    isWrite: ({ method, path }) => method !== 'GET' && path !== '/token',
    limited: () => overQuota(),
    broken: () => rpcError(503, 'UNAVAILABLE', 'The service is currently unavailable.'),
    rejects: () => rpcError(400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.'),
    connectInput: () => ({ ...oauth.tokens(), externalId: brand.externalId }),
    // Reviews belong to the place; there are no posts here.
    brandPosts: () => brand.externalId,
    brandAnswers: (id, text, { agoMs }) => {
      const review = world.reviews.get(reviewId(id));
      if (review) world.answer(review, text).updateTime = new Date(now().getTime() - agoMs);
    },
    fanWrites: (words) => {
      if (words.kind !== 'review') throw new Error(`nobody can write a ${words.kind} here`);
      const { id } = world.fanWrites(words);
      push('NEW_REVIEW', id);
      return told(id);
    },
    fanEdits: (id, text) => push('UPDATED_REVIEW', world.edit(reviewId(id), text).id),
    fanDeletes: (id) => world.remove(reviewId(id)),
    answersTo: (id) => {
      const reply = world.reviews.get(reviewId(id))?.reply;
      return reply && !reply.isDeleted && world.stateOf(reply) !== 'REJECTED' ? [reply.text] : [];
    },
    isSet: (kind, id) => kind === 'delete' && (world.reviews.get(reviewId(id))?.reply?.isDeleted ?? false),
    held: () =>
      [...world.reviews.values()].flatMap(({ id, text, isDeleted, reply }) => [
        { id: told(id), kind: 'review', text, isDeleted, direction: 'inbound' },
        ...(reply
          ? [
              {
                id: `${told(id)}/reply`,
                kind: 'review' as const,
                text: reply.text,
                isDeleted: isDeleted || reply.isDeleted,
                direction: 'outbound' as const,
              },
            ]
          : []),
      ]),
    expireAccess: () => oauth.expireAccess(),
    expireRefresh: () => oauth.expireRefresh(),
    revoke: () => oauth.revoke(),
    logins: () => oauth.logins(),
    exceeded: () => quota.exceeded(),
    takeDeliveries: () => deliveries.splice(0),
    withhold: oauth.withhold,
    publicPage: () => publicPage(world, lyon),
  };
};

function placeIn([, account, , location]: readonly string[]): string {
  return `accounts/${account}/locations/${location}`;
}

/** No header says when a limit ends. */
function overQuota(): SandboxAnswer {
  const info = { reason: 'RATE_LIMIT_EXCEEDED', metadata: { quota_limit_value: '300' } };
  return rpcError(429, 'RESOURCE_EXHAUSTED', "Quota exceeded for quota metric 'Requests'.", info);
}
