import { hmac } from '#lib/networks/kit/hmac.ts';
import type { CreateSandbox, NetworkSandbox, SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';
import { forbidden, problem, problemType, Refused, unauthorized } from './answers.ts';
import { endpointsOf, type Endpoint } from './endpoints.ts';
import { inNewer, readNewer, type Names } from './names.ts';
import { createFans } from './people.ts';
import { createOAuth } from './oauth.ts';
import { publicPage } from './public-page.ts';
import { pushChat, pushPost } from './push.ts';
import { createQuotas, limitHeaders } from './quotas.ts';
import { createWebhooks } from './webhooks.ts';
import { createWorld } from './world.ts';

const ownBrand = { externalId: '1111111111', handle: 'maisonparvis', name: 'Maison Parvis' };
const app = {
  clientId: 'bTNQYXJ2aXM6MTpjaQ',
  clientSecret: 'sandbox-client-secret',
  webhookSecret: 'sandbox-consumer-secret',
};
const LIMITED_MS = 14 * 60_000;
const CONSUMER_KEY = 'sandboxConsumerKey';
const ALL_SCOPES =
  'tweet.read tweet.write tweet.moderate.write users.read dm.read dm.write media.write mute.write offline.access like.read like.write';

export type XSandbox = NetworkSandbox & {
  world: ReturnType<typeof createWorld>;
  webhooks: ReturnType<typeof createWebhooks>;
  /** Somebody writes in XChat, of which nobody else can read a word. @returns the message's id */
  fanChats: (fan: string) => string;
  /** Refuses these paths as used up, until told otherwise. */
  limit: (path: RegExp | null) => void;
  /** A token with only these scopes. */
  tokenFor: (scope: string) => string;
};

/** X, for an app of a tier, as a server that takes one of its two sets of names. */
export function createXSandbox({
  now,
  tier = 'enterprise',
  names = 'tweet',
  withPictures,
  cast,
}: Pick<Parameters<CreateSandbox>[0], 'now' | 'withPictures' | 'cast'> & {
  tier?: 'self_serve' | 'enterprise';
  names?: Names;
}): XSandbox {
  const brand = cast ? { externalId: ownBrand.externalId, handle: cast.brand.handle, name: cast.brand.name } : ownBrand;
  const world = createWorld(brand, now, cast);
  world.tier.isEnterprise = tier === 'enterprise';
  const oauth = createOAuth({ ...app, consumerKey: CONSUMER_KEY }, `${brand.name} (@${brand.handle})`, now);
  const webhooks = createWebhooks(world, app.webhookSecret, withPictures);
  const endpoints = endpointsOf(webhooks);
  const quotas = createQuotas(now);
  const fans = createFans(world);
  let usedUp: RegExp | null = null;

  async function handle(request: SandboxRequest): Promise<SandboxAnswer> {
    const signIn = oauth.handle(request);
    if (signIn) return signIn;
    const found = endpoints
      .filter(({ method }) => method === request.method)
      .map((endpoint) => ({ endpoint, match: endpoint.path.exec(request.path) }))
      .find(({ match }) => match !== null);
    if (!found?.match)
      return { status: 404, json: { errors: [{ code: 34, message: 'Sorry, that page does not exist.' }] } };
    const [, ...ids] = found.match;
    const { endpoint } = found;
    const caller = oauth.callerOf(request);
    if (!caller) return unauthorized;
    if (world.isOutOfCredits) return problem(402, 'Payment Required', 'The credits of this app are used up.');
    const { headers, isExceeded } = quotas.count(endpoint.name, endpoint.max);
    if (usedUp?.test(request.path)) return limited(new Date(now().getTime() + LIMITED_MS));
    if (isExceeded) return limited(new Date(Number(headers['x-rate-limit-reset']) * 1_000));
    const given = await run(endpoint, { request, ids, caller });
    return { ...given, headers: { ...headers, ...given.headers } };
  }

  async function run(
    endpoint: Endpoint,
    call: { request: SandboxRequest; ids: string[]; caller: 'app' | { scope: string } },
  ): Promise<SandboxAnswer> {
    try {
      checkCaller(endpoint, call);
      if (names === 'tweet') return await endpoint.run({ world, ...call });
      return inNewer(await endpoint.run({ world, ...call, request: readNewer(call.request) }));
    } catch (error) {
      if (error instanceof Refused) return error.answer;
      if (error instanceof SyntaxError) {
        return problem(400, 'Invalid Request', 'The body is no JSON.', problemType('invalid-request'));
      }
      throw error;
    }
  }

  function checkCaller(
    { scopes, path }: Endpoint,
    { caller, ids }: { caller: 'app' | { scope: string }; ids: string[] },
  ): void {
    if (scopes === 'either') return;
    const isApp = caller === 'app';
    if (isApp !== (scopes === 'app')) {
      throw forbidden(
        'Authenticating with this token is forbidden for this endpoint.',
        problemType('unsupported-authentication'),
      );
    }
    if (isApp || scopes === 'app') return;
    const granted = caller.scope.split(' ');
    if (!scopes.every((scope) => granted.includes(scope))) throw forbidden('The token lacks a scope.');
    const isAboutMe = /mentions|liked_tweets|likes|muting/.test(path.source);
    if (isAboutMe && ids[0] !== brand.externalId) throw forbidden('The `id` is not of the authenticating user.');
  }

  return {
    network: 'x',
    brand,
    app: { ...app, options: { tier, consumer_key: CONSUMER_KEY } },
    kinds: ['comment', 'mention', 'message'],
    world,
    webhooks,
    handle,
    isWrite: ({ method, path }) => method !== 'GET' && path.startsWith('/2/') && !path.startsWith('/2/oauth2/'),
    limited,
    broken: () => problem(503, 'Service Unavailable', 'Service Unavailable', 'about:blank'),
    rejects: () =>
      problem(400, 'Invalid Request', 'One or more parameters to your request was invalid.', 'about:blank'),
    connectInput: () => ({ ...oauth.grant(ALL_SCOPES), externalId: brand.externalId, scope: ALL_SCOPES }),
    fanChats: (fan) => pushChat(world, world.personNamed(fan)),
    limit: (path) => {
      usedUp = path;
    },
    tokenFor: (scope) => oauth.grant(scope).accessToken,
    brandPosts: (text, { agoMs } = {}) => {
      const post = world.write({ authorId: brand.externalId, text, agoMs });
      pushPost(world, post, 'post.create');
      return post.id;
    },
    brandAnswers: fans.brandAnswers,
    fanWrites: fans.writes,
    fanEdits: fans.edits,
    fanDeletes: fans.deletes,
    answersTo: fans.answersTo,
    isSet: fans.isSet,
    held: fans.held,
    expireAccess: oauth.expireAccess,
    expireRefresh: oauth.expireRefresh,
    revoke: () => {
      oauth.expireAccess();
      oauth.expireRefresh();
      world.pushes.push({
        type: 'oauth.revoke',
        payload: { date_time: now().toISOString(), user_id: brand.externalId, app_id: '31337' },
      });
    },
    logins: oauth.logins,
    exceeded: () => quotas.exceeded,
    takeDeliveries: webhooks.takeDeliveries,
    withhold: (what) => {
      webhooks.withhold(what);
      oauth.withhold(what);
    },
    handshake: () => {
      const token = `crc-${world.nextId()}`;
      const expected = `sha256=${hmac(app.webhookSecret, token, 'base64')}`;
      return {
        request: { method: 'GET', query: { crc_token: token, nonce: 'bm9uY2U' }, headers: {}, body: new Uint8Array() },
        isAnswered: ({ status, body }) => status === 200 && body === JSON.stringify({ response_token: expected }),
      };
    },
    publicPage: () => publicPage(world),
  };
}

export const createSandbox: CreateSandbox = (given) => createXSandbox(given);

function limited(until: Date): SandboxAnswer {
  const given = problem(429, 'Too Many Requests', 'Too Many Requests', problemType('rate-limit-exceeded'));
  return { ...given, headers: { ...given.headers, ...limitHeaders(300, 0, until) } };
}
