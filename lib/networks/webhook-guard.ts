import type { AppSettings } from './channel-context.ts';
import type {
  ChallengeShape,
  WebhookAnswer,
  WebhookHandler,
  WebhookHandshake,
  WebhookRequest,
} from './webhook-handler.ts';

/**
 * A handshake signs any text that a stranger sends, often with the key that also signs deliveries. A signed challenge
 * must therefore never pass for a delivery. A text that uses only these characters may be a challenge and is never
 * accepted as a delivery; a text with any other character may be a delivery and is never accepted as a challenge. A part
 * of a challenge uses only these characters too, which covers networks that sign a prefix or suffix with the body.
 */
const ALPHABET = /^[A-Za-z0-9_=-]*$/;

const shapes: Record<ChallengeShape, RegExp> = {
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  /** A random word, plain or in base64url, with or without padding. */
  token: /^[A-Za-z0-9_-]{1,128}={0,2}$/,
};

/** Only the start of a body is checked against the alphabet: no network sends a delivery that begins with so many such characters. */
const ALPHABET_SEARCHED = 4_096;

export type HandshakeOutcome =
  /** This network sends no such handshake. */
  | { kind: 'none' }
  /** The challenge has the wrong shape, or the verify token is wrong. */
  | { kind: 'refused'; why: 'not_a_challenge' | 'wrong_verify_token' | 'no_secret'; answer: WebhookAnswer }
  | { kind: 'throttled'; answer: WebhookAnswer }
  | { kind: 'answered'; answer: WebhookAnswer };

/**
 * Answers the handshakes of all networks.
 * @param isAllowed called before anything is signed or a verify token is compared; false throttles the request
 */
export function answerHandshake(
  { handshake }: Pick<WebhookHandler<never>, 'handshake'>,
  { method, query }: WebhookRequest,
  app: AppSettings,
  isAllowed: () => boolean = () => true,
): HandshakeOutcome {
  const challenge = method === 'GET' ? handshake?.readChallenge(query) : undefined;
  if (!handshake || challenge === undefined) return { kind: 'none' };
  if (!isChallenge(handshake, challenge)) return refused(400, 'not_a_challenge');
  if (!isAllowed()) return { kind: 'throttled', answer: plain(429, 'too many handshakes') };
  if (handshake.isTokenValid && !handshake.isTokenValid(query, app)) return refused(403, 'wrong_verify_token');
  const response = handshake.respond(challenge, app);
  if (response === null) return refused(404, 'no_secret');
  if ('text' in response) return { kind: 'answered', answer: plain(200, response.text) };
  return {
    kind: 'answered',
    answer: { status: 200, contentType: 'application/json', body: JSON.stringify(response.json) },
  };
}

/** Whether the network sent a delivery. Decides for all networks. */
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

/** Some networks sign JSON in base64 instead of a body, so such a text must not be signed as a challenge. */
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
