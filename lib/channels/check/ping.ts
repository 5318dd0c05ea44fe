import { randomBytes } from 'node:crypto';
import { isSigned, sign } from '#lib/crypto/sign.ts';

/** The header of a request by which a check finds out whether our own webhook address can be reached. */
export const PING_HEADER = 'x-parvis-ping';

const PURPOSE = 'webhook ping';
/** How long a ping is answered. */
const FRESH_MS = 60_000;
/** No real ping is longer. */
const MAX_LENGTH = 200;

/** A ping with a word that nobody else knows. */
export function createPing(now = new Date()): { word: string; header: string } {
  const word = randomBytes(18).toString('base64url');
  const asked = `${word}.${now.getTime()}`;
  return { word, header: `${asked}.${sign(asked, PURPOSE)}` };
}

/**
 * The answer to a ping that this installation signed: the signed word, which no other server can give. It reads and writes
 * nothing.
 * @returns null for anything else
 */
export function answerPing(header: string | undefined, now = new Date()): string | null {
  if (!header || header.length > MAX_LENGTH) return null;
  const [word = '', at = '', signature = ''] = header.split('.');
  if (Math.abs(now.getTime() - Number(at)) > FRESH_MS || !isSigned(`${word}.${at}`, signature, PURPOSE)) return null;
  return pong(word);
}

export function isPong(body: string, word: string): boolean {
  return body === pong(word);
}

function pong(word: string): string {
  return sign(`pong ${word}`, PURPOSE);
}
