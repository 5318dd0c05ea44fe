import { escape } from '../kit/page.ts';
import type { CreateSandbox, NetworkSandbox, Profile, SandboxAnswer, SandboxRequest } from '../kit/types.ts';
import { app, OAuth } from './oauth.ts';

/** Snapchat around one profile, with switches for tests besides the common ones. */
export type SnapchatSandbox = NetworkSandbox & {
  oauth: OAuth;
  /** Whether the app is on Snap's allowlist, and whether its answers are complete though they have status 200. */
  switches: { isAllowlisted: boolean; isPartial: boolean };
};

const ID = '27d0d705-b243-402f-abad-40250e491e12';
const ownBrand: Profile = {
  handle: 'maisoncolibri',
  name: 'Maison Colibri',
  avatarUrl: 'https://cf-st.sc-cdn.net/colibri.png',
};

function failure(status: number, code: string, message: string): SandboxAnswer {
  const words = { debug_message: message, display_message: message, error_code: code };
  return { status, json: { request_status: 'ERROR', request_id: 'ecfe244d-0b1b-4787-9919-4ee7dd275a0a', ...words } };
}

/** A sandbox for Snapchat's Public Profile API, in which people reply to stories and no app can read it. */
export const createSandbox = (({ cast }: Partial<Parameters<CreateSandbox>[0]> = {}) => {
  const profile = cast?.brand ?? ownBrand;
  const brand = { externalId: ID, handle: profile.handle, name: profile.name };
  const oauth = new OAuth();
  const switches = { isAllowlisted: true, isPartial: false };
  const stories: { text: string; replies: { fan: string; text: string }[] }[] = [];

  const api = ({ path, method, headers }: SandboxRequest): SandboxAnswer => {
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    if (!oauth.access.has(token)) return failure(401, 'E1401', 'unauthorized');
    if (!switches.isAllowlisted) return failure(403, 'E1003', 'The client is not allowed to call this API.');
    if (path !== '/v1/public_profiles/my_profile') return failure(404, 'E1004', 'Resource can not be found');
    if (method !== 'GET') return failure(405, 'E1005', 'Method not allowed');
    if (switches.isPartial) return { status: 200, json: { request_status: 'PARTIAL', request_id: '8c1f' } };
    return {
      status: 200,
      json: {
        request_status: 'SUCCESS',
        request_id: 'ecfe244d-0b1b-4787-9919-4ee7dd275a0a',
        public_profile: profileView(profile),
      },
    };
  };

  return {
    network: 'snapchat',
    brand,
    app,
    kinds: [],
    oauth,
    switches,
    handle: (request) => {
      const { path, method } = request;
      if (path === '/login/oauth2/authorize' && method === 'GET') return oauth.authorize(request);
      if (path === '/login/oauth2/access_token' && method === 'POST') return oauth.token(request);
      return api(request);
    },
    isWrite: ({ method, path }) => method !== 'GET' && !path.startsWith('/login/'),
    // No documented header says when it ends.
    limited: () => failure(429, 'E1429', 'Too many requests'),
    broken: () => failure(500, 'E1000', 'Internal error'),
    rejects: () => failure(400, 'E1001', 'Invalid request'),
    connectInput: () => {
      const { access, refresh } = oauth.issue();
      return { accessToken: access, refreshToken: refresh };
    },
    brandPosts: (text) => `story-${stories.push({ text, replies: [] })}`,
    // People do reply to stories; the replies are visible only in the app.
    fanWrites: ({ text, fan = 'ana', under = '' }) => {
      const at = under.startsWith('story-') ? Number(under.slice('story-'.length)) - 1 : stories.length - 1;
      stories[at]?.replies.push({ fan, text });
      return `${under}/${stories[at]?.replies.length ?? 0}`;
    },
    fanEdits: () => {},
    fanDeletes: () => {},
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
    exceeded: () => [],
    takeDeliveries: () => [],
    withhold: (scope) => void oauth.withheld.add(scope),
    publicPage: () =>
      stories
        .toReversed()
        .map(({ text, replies }) => {
          const said = replies.map(
            (one) => `<section class="private"><b>${escape(one.fan)}</b><p>${escape(one.text)}</p></section>`,
          );
          return `<article><b>${escape(brand.name)}</b><p>${escape(text)}</p>${said.join('')}</article>`;
        })
        .join(''),
  };
}) satisfies (...given: Parameters<CreateSandbox>) => SnapchatSandbox;

function profileView({ handle, name, avatarUrl }: Profile) {
  return {
    id: ID,
    organization_id: '8c1f2b44-0f6e-4f0b-9a51-3d4c2f6f7a10',
    display_name: name,
    snap_user_name: handle,
    profile_type: 'PUBLIC_PROFILE',
    profile_tier: 'TIER_PUBLIC',
    category: 'CATEGORY_V3_BUSINESS_GROUP',
    logo_urls: { original_logo_url: avatarUrl },
    subscriber_count: '1200',
  };
}
