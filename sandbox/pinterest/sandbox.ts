import { escape } from '../kit/page.ts';
import type { CreateSandbox, NetworkSandbox, Profile, SandboxAnswer, SandboxRequest } from '../kit/types.ts';
import { app, failure, OAuth } from './oauth.ts';
import { Pins } from './pins.ts';

/** Pinterest around one account, with more for tests to look at. */
export type PinterestSandbox = NetworkSandbox & { oauth: OAuth; pins: Pins };

const ID = '2783136121146311751';
const ownBrand: Profile = {
  handle: 'maisoncolibri',
  name: 'Maison Colibri',
  avatarUrl: 'https://i.pinimg.com/280x280_RS/colibri.jpg',
};

/** "Access tiers". */
const TRIAL_CALLS = 1_000;

/** A sandbox for Pinterest's REST API v5, in which people comment and no app can read it. */
export const createSandbox = (({ now, cast }) => {
  const profile = cast?.brand ?? ownBrand;
  const brand = { externalId: ID, handle: profile.handle, name: profile.name };
  const oauth = new OAuth(now);
  const pins = new Pins(now);
  const exceeded: string[] = [];
  let calls = 0;

  /** The names are Pinterest's; that the values are plain numbers, and a span in seconds, is assumed. */
  const limits = () => ({
    'x-ratelimit-limit': String(TRIAL_CALLS),
    'x-ratelimit-remaining': String(Math.max(0, TRIAL_CALLS - calls)),
    'x-ratelimit-reset': '3600',
  });

  const api = (request: SandboxRequest): SandboxAnswer => {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!oauth.access.has(token)) return failure(401, 2, 'Authentication failed.');
    calls += 1;
    if (calls > TRIAL_CALLS) exceeded.push(`call ${calls} of ${TRIAL_CALLS} a day`);
    const [, , resource, id, ...rest] = request.path.split('/');
    if (request.method !== 'GET' || rest.length > 0) return failure(405, 1, 'Method not allowed');
    if (resource === 'user_account' && id === undefined)
      return { status: 200, json: accountView(profile, pins.all.length) };
    if (resource === 'pins') return id === undefined ? pins.list(request) : pins.get(id, request);
    return failure(404, 1, 'Not found.');
  };

  return {
    network: 'pinterest',
    brand,
    app,
    kinds: [],
    oauth,
    pins,
    handle: (request) => {
      const { path, method } = request;
      if (path === '/oauth/' && method === 'GET') return oauth.authorize(request);
      if (path === '/v5/oauth/token' && method === 'POST') return oauth.token(request);
      if (!path.startsWith('/v5/')) return failure(404, 1, 'Not found.');
      const answer = api(request);
      return { ...answer, headers: { ...limits(), ...answer.headers } };
    },
    isWrite: ({ method, path }) => method !== 'GET' && path !== '/v5/oauth/token',
    limited: (until) => {
      const seconds = Math.max(1, Math.ceil((until.getTime() - now().getTime()) / 1000));
      const answer = failure(429, 8, 'You have exceeded your rate limit. Try again later.');
      return { ...answer, headers: { 'retry-after': String(seconds) } };
    },
    broken: () => failure(500, 0, 'Sorry! We did something wrong.'),
    rejects: () => failure(400, 1, 'Invalid request.'),
    connectInput: () => {
      const { access, refresh } = oauth.issue();
      return { accessToken: access, refreshToken: refresh };
    },
    brandPosts: (text, given) => pins.add(text, given).id,
    // People do comment on Pins; their texts are on the public page, and only the count is in the API.
    fanWrites: ({ text, fan = 'ana', under }) => {
      const pin = pins.all.find(({ id }) => id === under) ?? pins.all.at(-1) ?? pins.add('…');
      return `${pin.id}/${pin.comments.push({ fan, text })}`;
    },
    fanEdits: () => {},
    fanDeletes: (id) => {
      const [pinId, place] = id.split('/');
      pins.all.find((pin) => pin.id === pinId)?.comments.splice(Number(place) - 1, 1);
    },
    answersTo: () => [],
    isSet: () => false,
    // An inbox can have none of it.
    held: () => [],
    expireAccess: () => oauth.access.clear(),
    expireRefresh: () => oauth.refresh.clear(),
    revoke: () => {
      oauth.access.clear();
      oauth.refresh.clear();
    },
    logins: () => ({ ...oauth.counts }),
    exceeded: () => exceeded,
    takeDeliveries: () => [],
    withhold: (scope) => void oauth.withheld.add(scope),
    publicPage: () => publicPage(brand.name, pins),
  };
}) satisfies (...given: Parameters<CreateSandbox>) => PinterestSandbox;

function accountView({ handle, name, avatarUrl }: Profile, pinCount: number) {
  return {
    account_type: 'BUSINESS',
    id: ID,
    username: handle,
    business_name: name,
    profile_image: avatarUrl,
    website_url: 'https://colibri.example.com/',
    about: 'Objets faits main',
    follower_count: 10,
    following_count: 34,
    monthly_views: 163,
    board_count: 1,
    pin_count: pinCount,
  };
}

function publicPage(brand: string, { all }: Pins): string {
  return all
    .toReversed()
    .map(({ title, comments }) => {
      const said = comments.map(({ fan, text }) => `<section><b>${escape(fan)}</b><p>${escape(text)}</p></section>`);
      return `<article><b>${escape(brand)}</b><p>${escape(title)}</p>${said.join('')}</article>`;
    })
    .join('');
}
