import type { CreateSandbox, NetworkSandbox, SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';
import { adsApi } from './ads-api.ts';
import { ApiError, envelope, failure, Params } from './answers.ts';
import { commentsApi } from './comments-api.ts';
import type { Handler } from './handler.ts';
import { crowd } from './people.ts';
import { Limits } from './limits.ts';
import { mentionsApi } from './mentions-api.ts';
import { messagesApi } from './messages-api.ts';
import { publicPage } from './public-page.ts';
import { Pushes } from './pushes.ts';
import { SignIn } from './sign-in.ts';
import { World } from './world.ts';

const API = '/open_api/v1.3/';
const REGION = 'VN';

/** A sandbox for TikTok's business API, with one brand. */
export const createSandbox: CreateSandbox = (given) => createTikTokSandbox(given);

/** @param given.isStrict also counts the limits of a second and of an account, which only a rate limiter can keep */
export function createTikTokSandbox({
  now,
  cast,
  isStrict = false,
}: Pick<Parameters<CreateSandbox>[0], 'now' | 'cast'> & {
  isStrict?: boolean;
}): NetworkSandbox & { world: World } {
  const world = new World(now, cast);
  const signIn = new SignIn({ openId: world.brand.externalId, now });
  const pushes = new Pushes(world, signIn.app);
  const limits = new Limits({ now, isFine: isStrict });
  const people = crowd(world, pushes);
  const webhooks = new Map<string, string>();
  const withheld = new Set<string>();
  const parts = [commentsApi(world, pushes), messagesApi(world, pushes), adsApi(world)];
  const eventOf = (params: Params) =>
    params.oneOf('event_type', ['COMMENT', 'DIRECT_MESSAGE', 'BRAND_MENTION', 'VIDEO']);
  const own: { reads: Record<string, Handler>; writes: Record<string, Handler> } = {
    reads: {
      'business/webhook/list': (params) => {
        const event = eventOf(params);
        return {
          list: [...webhooks].flatMap(([event_type, callback_url]) =>
            event_type === event ? [{ event_type, callback_url }] : [],
          ),
        };
      },
    },
    writes: {
      'business/webhook/update': (params) => {
        const event = eventOf(params);
        if (withheld.has(event)) throw new ApiError(40001, `No permission to subscribe to ${event}`);
        webhooks.set(event, params.text('callback_url'));
      },
    },
  };
  const reads: Record<string, Handler> = Object.assign(
    {},
    own.reads,
    mentionsApi(world).reads,
    ...parts.map((part) => part.reads),
  );
  const writes: Record<string, Handler> = Object.assign({}, own.writes, ...parts.map((part) => part.writes));
  /** These are POSTs that change nothing visible. */
  const posted = ['business/message/media/download'];

  const answer = (request: SandboxRequest): SandboxAnswer => {
    const { path, method } = request;
    if (path === '/v2/auth/authorize' && method === 'GET') return signIn.authorizePage(request);
    const endpoint = endpointOf(request);
    if (endpoint === 'tt_user/oauth2/token') return signIn.trade(request);
    if (endpoint === 'tt_user/oauth2/refresh_token') return signIn.refresh(request);
    const isPost = method === 'POST';
    const isRead = method === 'GET' ? !posted.includes(endpoint) : posted.includes(endpoint);
    const handler = isRead ? reads[endpoint] : isPost ? writes[endpoint] : undefined;
    if (!handler) throw new ApiError(40006, 'No schema found');
    const isAds = endpoint.startsWith('comment/');
    signIn.check(request, { isAds });
    limits.count(endpoint);
    const params = new Params(request);
    if (isAds) checkId(params.text('advertiser_id'), world.advertiser.id);
    else if (endpoint.startsWith('business/webhook/')) {
      checkId(params.text('app_id'), signIn.app.clientId);
      checkId(params.text('secret'), signIn.app.clientSecret);
    } else checkId(params.text('business_id'), world.brand.externalId);
    return envelope(handler(params) ?? {});
  };

  return {
    world,
    network: 'tiktok',
    brand: world.brand,
    app: { ...signIn.app, webhookSecret: signIn.app.clientSecret, options: { delete_others: 'on' } },
    kinds: ['comment', 'mention', 'message'],
    handle: (request) => {
      try {
        return answer(request);
      } catch (error) {
        if (error instanceof ApiError) return failure(error);
        throw error;
      }
    },
    isWrite: (request) => {
      const endpoint = request.path.startsWith(API) ? request.path.slice(API.length).replace(/\/$/, '') : '';
      return request.method === 'POST' && Object.hasOwn(writes, endpoint);
    },
    limited: () => failure({ code: 40100, message: 'Too many requests. Please retry in some time.' }),
    broken: () => failure({ code: 50000, message: 'System error' }),
    rejects: () => failure({ code: 40002, message: 'Invalid parameter' }),
    connectInput: () => ({
      ...signIn.tokens(),
      externalId: world.brand.externalId,
      region: REGION,
      advertiserId: world.advertiser.id,
      advertiserToken: signIn.advertiserToken,
      adgroupIds: world.advertiser.adgroupId,
    }),
    ...people,
    // The product has no edits: a comment stays as it is.
    fanEdits: () => {},
    expireAccess: () => signIn.expireAccess(),
    expireRefresh: () => signIn.expireRefresh(),
    revoke: () => {
      signIn.expireAccess();
      signIn.expireRefresh();
    },
    logins: () => ({ signIns: signIn.signIns, refreshes: signIn.refreshes }),
    exceeded: () => limits.exceeded,
    takeDeliveries: () => pushes.take(),
    withhold: (what) => {
      withheld.add(what);
      webhooks.delete(what);
      signIn.withheld.add(what);
    },
    publicPage: () => publicPage(world),
  };
}

/** Every path ends with a slash. @throws ApiError 40006 */
function endpointOf({ path }: SandboxRequest): string {
  if (!path.startsWith(API) || !path.endsWith('/')) throw new ApiError(40006, 'No schema found');
  return path.slice(API.length, -1);
}

function checkId(given: string, expected: string): void {
  if (given !== expected) throw new ApiError(40001, 'No permission for this account');
}
