import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { WebhookRequest } from '#lib/networks/contract.ts';
import { changeSignature, signatureOf } from '#tests/support/change-signature.ts';

export type Forgery = { how: string; request: WebhookRequest };

/** Networks that do not sign the body: they send a secret in the address, and the webhook is only a hint. */
const UNSIGNED_BODIES = new Set(['google']);
export const signsBody = (network: string) => !UNSIGNED_BODIES.has(network);

/**
 * What an attacker can make of two genuine deliveries without knowing the secret.
 * @param isBodySigned whether a signature is valid for one body only
 */
export function* forgeriesOf(one: WebhookRequest, other: WebhookRequest, isBodySigned: boolean): Generator<Forgery> {
  const signatures: Record<string, (signature: string) => string | undefined> = {
    'no signature': () => undefined,
    'an empty signature': () => '',
    'a signature cut short': (signature) => signature.slice(0, -1),
    'half a signature': (signature) => signature.slice(0, signature.length / 2),
    'a longer signature': (signature) => `${signature}0`,
    'another signature of the same form': (signature) => signature.replaceAll(/[0-9a-f]/g, '0'),
    'a signature in capitals': (signature) => signature.toUpperCase(),
    'the name of the algorithm alone': () => 'sha256=',
    'a word': () => 'undefined',
  };
  for (const [how, by] of Object.entries(signatures)) yield { how, request: changeSignature(one, by) };
  for (const secret of ['', 'secret', 'undefined', 'null']) {
    for (const encoding of ['hex', 'base64'] as const) {
      const made = createHmac('sha256', secret).update(one.body).digest(encoding);
      yield { how: `signed with "${secret}" in ${encoding}`, request: changeSignature(one, () => made) };
      yield {
        how: `signed with "${secret}" in ${encoding}, named`,
        request: changeSignature(one, () => `sha256=${made}`),
      };
    }
  }
  if (!isBodySigned) return;
  yield { how: 'the signature of another delivery', request: changeSignature(one, () => signatureOf(other)) };
  for (const [how, body] of Object.entries(bodiesLike(Buffer.from(one.body), Buffer.from(other.body)))) {
    yield { how, request: { ...one, body } };
  }
}

function bodiesLike(body: Buffer, other: Buffer): Record<string, Buffer> {
  const text = body.toString('utf8');
  const cuts = [1, 2, 10, Math.floor(body.length / 2), body.length - 1].map((left) => [
    `cut by ${left} bytes`,
    body.subarray(0, body.length - left),
  ]);
  return {
    ...(Object.fromEntries(cuts) as Record<string, Buffer>), // pairs of a text and a buffer
    'the body of another delivery': other,
    'both bodies': Buffer.concat([body, other]),
    'the body twice': Buffer.concat([body, body]),
    'a space before': Buffer.from(` ${text}`),
    'a space after': Buffer.from(`${text} `),
    'a line after': Buffer.from(`${text}\r\n`),
    'a NUL after': Buffer.from(`${text}\0`),
    'a mark of byte order before': Buffer.from(`\uFEFF${text}`),
    'set in lines': Buffer.from(JSON.stringify(JSON.parse(text), null, 2)),
    'in an array': Buffer.from(`[${text}]`),
    'with one field more': Buffer.from(text.replace(/\}$/, ',"more":1}')),
    'as a JSON text': Buffer.from(JSON.stringify(text)),
    'in UTF-16': Buffer.from(text, 'utf16le'),
    // The first letter of a body is part of a field's name, which JSON allows to be escaped.
    'escaped otherwise': Buffer.from(text.replace(/[a-z]/, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`)),
    'in base64': Buffer.from(body.toString('base64')),
    'in hex': Buffer.from(body.toString('hex')),
    'as a form': Buffer.from(`payload=${encodeURIComponent(text)}`),
    packed: gzipSync(body),
    'words alone': Buffer.from('Forged'),
  };
}
