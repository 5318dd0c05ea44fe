import { graphFaults } from '../kit/meta/answers.ts';
import { isProven } from '../kit/meta/signing.ts';
import { createGrants } from '../kit/meta/subscribed-fields.ts';
import type { SandboxRequest } from '../kit/types.ts';
import { GraphRefusal } from '../kit/meta/refusal.ts';

export type Setup = 'instagram' | 'facebook';
/** `short` and `long` belong to the account or the person, `page` to the Page, `app` to the app. */
export type Token = { kind: 'short' | 'long' | 'page' | 'app'; setup: Setup; givenAt: Date; expiresAt: Date | null };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
export const LONG_LIFE_S = 5_183_944;

export const sandboxApp = {
  clientId: '990602627938098',
  clientSecret: 'a1b2c3d4e5f60718293a4b5c6d7e8f90',
  webhookSecret: 'parvis-verifie',
};

/** The issued tokens, and which of them are still valid. */
export function createTokens(now: () => Date) {
  const tokens = new Map<string, Token>();
  const codes = new Map<string, { redirectUri: string; scope: string | null; givenAt: Date }>();
  const grants = createGrants();
  const logins = { signIns: 0, refreshes: 0 };
  let last = 0;
  /** Those issued before the person revoked the permission. */
  let revoked = new Set<string>();

  const give = (kind: Token['kind'], setup: Setup): string => {
    last += 1;
    const text = `${setup === 'instagram' ? 'IGAA' : 'EAAG'}Parvis${kind}${String(last).padStart(6, '0')}ZD`;
    const lifeMs = kind === 'short' ? HOUR_MS : LONG_LIFE_S * 1000;
    const expiresAt = kind === 'page' || kind === 'app' ? null : new Date(now().getTime() + lifeMs);
    tokens.set(text, { kind, setup, givenAt: now(), expiresAt });
    return text;
  };
  const check = (text: string | null): Token => {
    if (text === `${sandboxApp.clientId}|${sandboxApp.clientSecret}`)
      return { kind: 'app', setup: 'facebook', givenAt: now(), expiresAt: null };
    const token = tokens.get(text ?? '');
    if (!token) throw new GraphRefusal(graphFaults.badToken);
    if (revoked.has(text ?? '')) throw new GraphRefusal(graphFaults.removedApp);
    if (token.expiresAt && token.expiresAt <= now()) throw new GraphRefusal(graphFaults.expiredToken);
    return token;
  };

  return {
    logins,
    give,
    check,
    /** The token of an API call, with its proof where that is required. */
    ofRequest({ query }: Pick<SandboxRequest, 'query'>): Token {
      const text = query.get('access_token');
      const token = check(text);
      const isOfFacebook = token.setup === 'facebook';
      if (isOfFacebook && !isProven(sandboxApp.clientSecret, text ?? '', query.get('appsecret_proof'))) {
        throw new GraphRefusal(graphFaults.badProof);
      }
      return token;
    },
    grants,
    /** The events that the account is subscribed to. */
    subscribed: new Set<string>(),
    giveCode(redirectUri: string, scope: string | null): string {
      last += 1;
      const code = `AQDParvis${String(last).padStart(6, '0')}`;
      codes.set(code, { redirectUri, scope, givenAt: now() });
      return code;
    },
    /** A code works once, for an hour, with the redirect address of its sign-in. */
    takeCode(code: string, redirectUri: string): boolean {
      const held = codes.get(code);
      codes.delete(code);
      if (held?.redirectUri !== redirectUri || held.givenAt.getTime() + HOUR_MS <= now().getTime()) return false;
      grants.grant(held.scope);
      return true;
    },
    /** @throws GraphRefusal for a token that is invalid, or not a day old */
    renew(text: string): string {
      const token = check(text);
      if (token.kind !== 'long' || token.givenAt.getTime() + DAY_MS > now().getTime()) {
        throw new GraphRefusal({ code: 100, message: 'The token must be at least 24 hours old to be refreshed.' });
      }
      logins.refreshes += 1;
      return give('long', token.setup);
    },
    expireAll(): void {
      for (const [text, token] of tokens) tokens.set(text, { ...token, expiresAt: now() });
    },
    revoke(): void {
      revoked = new Set(tokens.keys());
    },
  };
}
export type Tokens = ReturnType<typeof createTokens>;
