import fc from 'fast-check';
import type { WebhookRequest } from '#lib/networks/contract.ts';

/** The headers of a request that prove who sent it. */
export const isProof = (name: string) => /signature|token/.test(name);

const TOKEN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=';
/** Prefixes that networks put before a body when they sign it, or before a signature. */
const PREFIXES = ['', 'hmacsha256=', 'sha256=', 'v0:', `${Math.floor(Date.now() / 1000)}.`, ' ', '\n', '\uFEFF'];
const token = fc.string({ unit: fc.constantFrom(...TOKEN), minLength: 1, maxLength: 60 });

/** Challenges that an attacker may send; some of them are what networks send too. */
export function challengesFor(bodies: readonly string[]): fc.Arbitrary<string> {
  const body = fc.constantFrom(...bodies);
  const json = fc.json();
  const part = fc
    .tuple(body, fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean())
    .map(([text, share, isHead]) =>
      isHead ? text.slice(0, 1 + text.length * share) : text.slice(text.length * share),
    );
  const written = fc.oneof(body, part, json, token, fc.string(), fc.webQueryParameters());
  return fc.oneof(
    fc.uuid(),
    token,
    fc.tuple(fc.constantFrom(...PREFIXES), written).map(([prefix, text]) => prefix + text),
    written.map((text) => Buffer.from(text).toString('base64')),
    written.map((text) => Buffer.from(text).toString('base64url')),
    written.map((text) => Buffer.from(text).toString('hex')),
    written.map((text) => encodeURIComponent(text)),
    written.map((text) => JSON.stringify(text)),
  );
}

/** A genuine body, unchanged and in the encodings that an attacker may use. */
export function disguisesOf(body: string): string[] {
  const plain = PREFIXES.flatMap((prefix) => [prefix + body, prefix + body.slice(0, -1), `${prefix}${body}}`]);
  return [
    ...plain,
    `${body} `,
    `[${body}]`,
    `body=${encodeURIComponent(body)}`,
    JSON.stringify(JSON.parse(body)),
    encodeURIComponent(body),
    Buffer.from(body).toString('base64'),
    Buffer.from(body).toString('base64url'),
    Buffer.from(body, 'utf16le').toString('latin1'),
  ];
}

/** Every text that an answer reveals, whole and without the prefixes. */
export function textsIn(answer: string): string[] {
  const inside = (value: unknown): string[] => {
    if (typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(inside) : [];
  };
  let parsed: unknown;
  try {
    parsed = JSON.parse(answer);
  } catch {
    parsed = null;
  }
  const texts = [answer, ...inside(parsed)];
  return [...new Set([...texts, ...texts.map((text) => text.slice(text.indexOf('=') + 1))])];
}

/** Requests that use what the handshake revealed as the proof of a body in the challenge. */
export function* forgeries(genuine: WebhookRequest, challenge: string, answer: string): Generator<WebhookRequest> {
  const now = Math.floor(Date.now() / 1000);
  for (const text of textsIn(answer)) {
    for (const proof of [text, `sha256=${text}`, `t=${now},s=${text}`, inHex(text), `sha256=${inHex(text)}`]) {
      const mapped = (given: Readonly<Record<string, string>>) =>
        Object.fromEntries(Object.entries(given).map(([name, value]) => [name, isProof(name) ? proof : value]));
      for (const body of bodiesIn(challenge, answer)) {
        yield { ...genuine, headers: mapped(genuine.headers), query: mapped(genuine.query), body: Buffer.from(body) };
      }
    }
  }
}

function inHex(text: string): string {
  return Buffer.from(text, 'base64').toString('hex');
}

function bodiesIn(challenge: string, answer: string): (string | Buffer)[] {
  const cuts = PREFIXES.filter((prefix) => challenge.startsWith(prefix)).map((prefix) =>
    challenge.slice(prefix.length),
  );
  return [
    ...cuts,
    answer,
    challenge.slice(0, -1),
    `${challenge} `,
    JSON.stringify(challenge),
    encodeURIComponent(challenge),
    `signed_request=${challenge}`,
    Buffer.from(challenge, 'base64'),
    Buffer.from(challenge, 'hex'),
  ];
}
