import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { WebhookRequest } from '#lib/networks/contract.ts';

export type Forgery = { how: string; request: WebhookRequest };

/** Networks whose proof says nothing of the body: theirs is a word in the address, and the push a hint. */
const UNSIGNED_BODIES = new Set(['google']);
export const signsBody = (network: string) => !UNSIGNED_BODIES.has(network);

const isProof = (name: string) => /signature|token/.test(name);

/** A request with what proves its sender put through `by`; left out where that gives nothing. */
function prove(request: WebhookRequest, by: (proof: string) => string | undefined): WebhookRequest {
  const mapped = (given: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(given).flatMap(([name, value]) => {
        const changed = isProof(name) ? by(value) : value;
        return changed === undefined ? [] : [[name, changed]];
      }),
    );
  return { ...request, headers: mapped(request.headers), query: mapped(request.query) };
}

/**
 * What an attacker makes of two genuine deliveries without knowing the secret.
 * @param isBodySigned whether the proof holds for one body alone
 */
export function* forgeriesOf(one: WebhookRequest, other: WebhookRequest, isBodySigned: boolean): Generator<Forgery> {
  const proofOfOther = Object.entries({ ...other.headers, ...other.query }).find(([name]) => isProof(name))?.[1] ?? '';
  const proofs: Record<string, (proof: string) => string | undefined> = {
    'no proof': () => undefined,
    'an empty proof': () => '',
    'a cut proof': (proof) => proof.slice(0, -1),
    'half a proof': (proof) => proof.slice(0, proof.length / 2),
    'a longer proof': (proof) => `${proof}0`,
    'another proof of the same form': (proof) => proof.replaceAll(/[0-9a-f]/g, '0'),
    'a proof in capitals': (proof) => proof.toUpperCase(),
    'the name of the algorithm alone': () => 'sha256=',
    'a word': () => 'undefined',
  };
  for (const [how, by] of Object.entries(proofs)) yield { how, request: prove(one, by) };
  for (const secret of ['', 'secret', 'undefined', 'null']) {
    for (const encoding of ['hex', 'base64'] as const) {
      const made = createHmac('sha256', secret).update(one.body).digest(encoding);
      yield { how: `signed with "${secret}" in ${encoding}`, request: prove(one, () => made) };
      yield { how: `signed with "${secret}" in ${encoding}, named`, request: prove(one, () => `sha256=${made}`) };
    }
  }
  if (!isBodySigned) return;
  yield { how: 'the proof of another', request: prove(one, () => proofOfOther) };
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
    'the body of another': other,
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
    // The first letter of a body stands in a name, where JSON lets it be escaped.
    'escaped otherwise': Buffer.from(text.replace(/[a-z]/, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`)),
    'in base64': Buffer.from(body.toString('base64')),
    'in hex': Buffer.from(body.toString('hex')),
    'as a form': Buffer.from(`payload=${encodeURIComponent(text)}`),
    packed: gzipSync(body),
    'words alone': Buffer.from('Forged'),
  };
}
