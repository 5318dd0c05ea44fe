import { graphFaults } from '../kit/meta/answers.ts';
import { GraphRefusal } from '../kit/meta/refusal.ts';
import { isProven } from '../kit/meta/signing.ts';
import { createGrants } from '../kit/meta/subscribed-fields.ts';
import type { SandboxRequest } from '../kit/types.ts';

export const sandboxApp = {
  clientId: '873402938471203',
  clientSecret: 'c0ffee11d4e5f60718293a4b5c6d7e8f',
  webhookSecret: 'parvis-ecoute',
};
export const scopes = ['whatsapp_business_messaging', 'whatsapp_business_management', 'business_management'] as const;
export type Scope = (typeof scopes)[number];

/** A code of a sign-in works for ten minutes. */
const CODE_MS = 10 * 60_000;

/** The issued tokens, and which of them are still valid. The token of a business does not expire by itself. */
export function createTokens(now: () => Date) {
  const tokens = new Map<string, 'valid' | 'ended' | 'revoked'>();
  const codes = new Map<string, { redirectUri: string; givenAt: Date }>();
  const grants = createGrants();
  const logins = { signIns: 0, refreshes: 0 };
  let last = 0;

  const give = (): string => {
    last += 1;
    const text = `EAAW${String(last).padStart(6, '0')}ParvisBusinessZD`;
    tokens.set(text, 'valid');
    return text;
  };
  const check = (text: string): void => {
    const state = tokens.get(text);
    if (state === undefined) throw new GraphRefusal(graphFaults.badToken);
    if (state === 'revoked') throw new GraphRefusal(graphFaults.removedApp);
    if (state === 'ended') throw new GraphRefusal(graphFaults.expiredToken);
  };
  const endAll = (as: 'ended' | 'revoked'): void => {
    for (const text of tokens.keys()) tokens.set(text, as);
  };

  return {
    logins,
    grants,
    give,
    check,
    isValid: (text: string) => tokens.get(text) === 'valid',
    isOfApp: (text: string) => text === `${sandboxApp.clientId}|${sandboxApp.clientSecret}`,
    /** The token of an API call, with its proof. @throws GraphRefusal */
    ofRequest({ query }: Pick<SandboxRequest, 'query'>): string {
      const text = query.get('access_token') ?? '';
      if (!isProven(sandboxApp.clientSecret, text, query.get('appsecret_proof')))
        throw new GraphRefusal(graphFaults.badProof);
      return text;
    },
    /** @throws GraphRefusal when the token lacks a permission */
    need(scope: Scope): void {
      if (!grants.has(scope))
        throw new GraphRefusal({ code: 200, message: `(#200) The permission ${scope} is needed.`, status: 403 });
    },
    giveCode(redirectUri: string, asked: string | null): string {
      last += 1;
      const code = `AQWParvis${String(last).padStart(6, '0')}`;
      grants.grant(asked);
      codes.set(code, { redirectUri, givenAt: now() });
      return code;
    },
    /** A code works once, with the redirect address of its sign-in. */
    takeCode(code: string, redirectUri: string): boolean {
      const held = codes.get(code);
      codes.delete(code);
      if (held?.redirectUri !== redirectUri || held.givenAt.getTime() + CODE_MS <= now().getTime()) return false;
      logins.signIns += 1;
      return true;
    },
    expireAll: () => endAll('ended'),
    revoke: () => endAll('revoked'),
  };
}
export type Tokens = ReturnType<typeof createTokens>;
