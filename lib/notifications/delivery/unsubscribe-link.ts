import { isSigned, sign } from '#lib/crypto/sign.ts';
import { publicLink } from '#lib/mail/public-link.ts';

/** Whose emails a link ends: all that a workspace sends to one member. */
export type Unsubscribing = { workspaceId: string; memberId: string };

const PURPOSE = 'unsubscribe from emails';

/** The signed part of a link that ends a member's emails. It does not expire: a mail is kept for years. */
export function unsubscribeToken({ workspaceId, memberId }: Unsubscribing): string {
  const text = `${workspaceId}.${memberId}`;
  return `${text}.${sign(text, PURPOSE)}`;
}

/** @returns null for a token that we did not sign */
export function readUnsubscribeToken(token: string): Unsubscribing | null {
  const [workspaceId = '', memberId = '', signature = '', ...more] = token.split('.');
  if (more.length > 0) return null;
  return isSigned(`${workspaceId}.${memberId}`, signature, PURPOSE) ? { workspaceId, memberId } : null;
}

export const unsubscribePath = (token: string) => `/unsubscribe/${token}`;

/** Where a mail program posts without a person (RFC 8058). */
export const oneClickLink = (token: string) => publicLink(`/api/unsubscribe/${token}`);
