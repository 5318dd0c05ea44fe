import type { AppSettings, WebhookAnswer, WebhookHandler, WebhookHandshake, WebhookRequest } from './contract.ts';

/**
 * A handshake signs, for anybody who asks, a text of their choice, often with the key that deliveries are signed with.
 * So one alphabet divides the two for every network: what is written in it alone may be a challenge and is never a
 * delivery; what holds any other character may be a delivery and is never a challenge. Each part of a challenge is
 * written in the alphabet too, so a network that signs a word before or after the body is covered as well.
 */
const ALPHABET = /^[A-Za-z0-9_=-]*$/;

/** What challenges look like. A connector chooses one of these and cannot widen it. */
const shapes = {
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  /** A random word, as it is or in base64url, padded or not. */
  token: /^[A-Za-z0-9_-]{1,128}={0,2}$/,
} as const;
export type ChallengeShape = keyof typeof shapes;

/** A longer text in the alphabet alone is no delivery either; no network sends one, and it need not be searched. */
const ALPHABET_SEARCHED = 4_096;

export type HandshakeOutcome =
  /** Not a handshake of this network. */
  | { kind: 'none' }
  /** Not what a challenge looks like, or from somebody who does not know the verify token. */
  | { kind: 'refused'; why: 'not_a_challenge' | 'wrong_verify_token' | 'no_secret'; answer: WebhookAnswer }
  | { kind: 'throttled'; answer: WebhookAnswer }
  | { kind: 'answered'; answer: WebhookAnswer };

/**
 * The one place where a handshake is answered, for every network.
 * @param isFree asked before anything is signed or a verify token is compared
 */
export function answerHandshake(
  { handshake }: Pick<WebhookHandler<never>, 'handshake'>,
  { method, query }: WebhookRequest,
  app: AppSettings,
  isFree: () => boolean = () => true,
): HandshakeOutcome {
  const challenge = method === 'GET' ? handshake?.readChallenge(query) : undefined;
  if (!handshake || challenge === undefined) return { kind: 'none' };
  if (!isChallenge(handshake, challenge)) return refused(400, 'not_a_challenge');
  if (!isFree()) return { kind: 'throttled', answer: plain(429, 'too many handshakes') };
  if (handshake.isTokenValid && !handshake.isTokenValid(query, app)) return refused(403, 'wrong_verify_token');
  const words = handshake.respond(challenge, app);
  if (words === null) return refused(404, 'no_secret');
  if ('text' in words) return { kind: 'answered', answer: plain(200, words.text) };
  return {
    kind: 'answered',
    answer: { status: 200, contentType: 'application/json', body: JSON.stringify(words.json) },
  };
}

/** Whether the network itself sent a delivery. The one place where it is decided, for every network. */
export function verifyDelivery(
  handler: Pick<WebhookHandler<never>, 'verify'>,
  request: WebhookRequest,
  app: AppSettings,
  now: Date,
): 'genuine' | 'forged' | 'stale' {
  if (request.method !== 'POST' || couldBeChallenge(request.body)) return 'forged';
  return handler.verify(request, app, now);
}

function isChallenge({ shape }: Pick<WebhookHandshake, 'shape'>, challenge: string): boolean {
  return ALPHABET.test(challenge) && shapes[shape].test(challenge) && !isEncodedJson(challenge);
}

/** JSON in base64 is what some networks sign in place of a body (Meta's `signed_request`). */
function isEncodedJson(challenge: string): boolean {
  try {
    const value: unknown = JSON.parse(Buffer.from(challenge, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

function couldBeChallenge(body: Uint8Array): boolean {
  return ALPHABET.test(Buffer.from(body.subarray(0, ALPHABET_SEARCHED)).toString('latin1'));
}

function refused(status: number, why: (HandshakeOutcome & { kind: 'refused' })['why']): HandshakeOutcome {
  return { kind: 'refused', why, answer: plain(status, 'refused') };
}

function plain(status: number, body: string): WebhookAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body };
}
