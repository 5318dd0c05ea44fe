import { badParameter, graphFaults, type GraphFault } from '#sandbox/kit/meta/answers.ts';
import { isProven } from '#sandbox/kit/meta/signing.ts';
import { createGrants } from '#sandbox/kit/meta/subscribed-fields.ts';
import type { Profile, SandboxRequest } from '#sandbox/kit/types.ts';
import { PAGE_ID } from './world.ts';

export const app = {
  clientId: '900100200300400',
  clientSecret: 'parvis-sandbox-facebook-secret',
  webhookSecret: 'parvis-sandbox-verify-token',
};

/** The Pages that the member of the sandbox manages: one with all tasks, one with few. */
const ownPages = [
  {
    id: PAGE_ID,
    name: 'Atelier Lumen',
    tasks: ['ADVERTISE', 'ANALYZE', 'CREATE_CONTENT', 'MESSAGING', 'MODERATE', 'MANAGE'],
  },
  { id: '104857600000002', name: 'Atelier Lumen Lyon', tasks: ['ANALYZE', 'MESSAGING'] },
] as const;
export type ManagedPage = { id: string; name: string; tasks: readonly string[]; avatarUrl?: string };

function pagesOf(brand: Profile | undefined): [ManagedPage, ...ManagedPage[]] {
  const [first, second] = ownPages;
  if (!brand) return [first, second];
  const { name, avatarUrl } = brand;
  return [
    { ...first, name, avatarUrl },
    { ...second, name: `${name} Lyon`, avatarUrl },
  ];
}

export type Caller = { is: 'page'; page: ManagedPage } | { is: 'user' } | { is: 'app' };
type End = 'expired' | 'revoked';

/** The issued tokens, and which of them are valid. */
export function createTokens(brand?: Profile) {
  const pages = pagesOf(brand);
  const codes = new Map<string, { redirectUri: string; scope: string | null }>();
  const grants = createGrants();
  /** Why the tokens of each sign-in stopped working; those of the last one may be valid. */
  const ends: (End | null)[] = [null];
  let signIns = 0;

  /** Every token contains the number of its sign-in. */
  const suffix = () => String(ends.length).padStart(4, '0');
  const userToken = () => `EAAGparvisSandboxUserLongLived${suffix()}`;
  const shortToken = () => `EAAGparvisSandboxUserShortLived${suffix()}`;
  const pageToken = ({ id }: { id: string }) => `EAAGparvisSandboxPage${id}${suffix()}`;

  const holderOf = (token: string): Caller | null => {
    if (token === `${app.clientId}|${app.clientSecret}`) return { is: 'app' };
    const [, holder = ''] = /^EAAGparvisSandbox(.+)\d{4}$/.exec(token) ?? [];
    if (/^User(Long|Short)Lived$/.test(holder)) return { is: 'user' };
    const page = pages.find(({ id }) => holder === `Page${id}`);
    return page ? { is: 'page', page } : null;
  };
  const faultOf = (caller: Caller | null, token: string): GraphFault | null => {
    if (!caller) return graphFaults.badToken;
    if (caller.is === 'app') return null;
    const end = ends[Number(token.slice(-4)) - 1];
    if (end === undefined) return graphFaults.badToken;
    if (end === null) return null;
    return end === 'expired' ? graphFaults.expiredToken : graphFaults.removedApp;
  };
  const signIn = () => {
    if (ends.at(-1) !== null) ends.push(null);
  };
  return {
    pages,
    userToken,
    shortToken,
    pageToken,
    logins: () => ({ signIns, refreshes: 0 }),
    /** The member signs in again where no token is valid; ended tokens stay invalid. */
    signIn,
    end: (how: End) => {
      ends[ends.length - 1] = how;
    },
    /** Whether a token is valid, and whose it is: the answer of `debug_token`. */
    inspect: (token: string) => {
      const caller = holderOf(token);
      return { caller, isValid: faultOf(caller, token) === null };
    },
    grants,
    giveCode: (redirectUri: string, scope: string | null): string => {
      const code = `AQDparvisSandboxCode${codes.size + 1}`;
      codes.set(code, { redirectUri, scope });
      return code;
    },
    takeCode: (code: string, redirectUri: string): boolean => {
      const stored = codes.get(code);
      const isGood = stored?.redirectUri === redirectUri;
      codes.delete(code);
      if (isGood) {
        grants.grant(stored.scope);
        signIns += 1;
        signIn();
      }
      return isGood;
    },
    /** Who calls, proven with the app's secret, which this app requires. */
    callerOf: ({ query }: SandboxRequest): { caller: Caller } | { fault: GraphFault } => {
      const token = query.get('access_token') ?? '';
      if (!token)
        return { fault: { code: 2500, message: 'An active access token must be used to query information.' } };
      const caller = holderOf(token);
      const fault = faultOf(caller, token);
      if (!caller || fault) return { fault: fault ?? graphFaults.badToken };
      const proof = query.get('appsecret_proof');
      if (proof === null)
        return { fault: badParameter('API calls from the server require an appsecret_proof argument') };
      return isProven(app.clientSecret, token, proof) ? { caller } : { fault: graphFaults.badProof };
    },
  };
}
export type Tokens = ReturnType<typeof createTokens>;
