import { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { isActionForm, isActionId, isActionText } from './action-body.ts';
import type { Refused } from './refuse.ts';

/** Next's own limit for the body of a server action, in bytes. */
const BODY_LIMIT = 1024 * 1024;
/** How long the body of a server action may take to arrive: they are small. */
const BODY_MS = 15_000;

export type Checked =
  { kind: 'passed'; request: IncomingMessage } | { kind: 'refused'; refused: Refused } | { kind: 'gone' };

/**
 * Lets a POST to a page through when it is a server action as our own screens send it. What React can otherwise be
 * asked to decode (references to parts that never come, cycles, streams, other functions of ours) ends in a 500 or in
 * a connection that waits for minutes, so nothing of it is taken. The body is read here and handed on whole.
 */
export async function checkAction(request: IncomingMessage): Promise<Checked> {
  if (request.method !== 'POST' || request.url?.startsWith('/api/')) return { kind: 'passed', request };
  const isFetched = request.headers['next-action'] !== undefined;
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  const isForm = type === 'multipart/form-data';
  if (!isForm && !isFetched) return refused('method_not_allowed', { allow: 'GET, HEAD' });
  if (!isForm && type !== 'text/plain') return refused('unsupported_media_type');
  if (!isSameOrigin(request)) return refused('cross_origin');
  if (isFetched && !isActionId(request.headers['next-action'])) return refused('malformed_request');

  const body = await readBody(request);
  if (!Buffer.isBuffer(body)) return body;
  const isAction = isForm
    ? await isActionForm(body, request.headers['content-type'] ?? '', { isFetched })
    : isActionText(body);
  return isAction ? { kind: 'passed', request: withBody(request, body) } : refused('malformed_request');
}

function refused(code: Refused['code'], headers: Record<string, string> = {}): Checked & { kind: 'refused' } {
  return { kind: 'refused', refused: { code, headers } };
}

/** As Next compares them; it answers 500 where they differ. */
function isSameOrigin({ headers }: IncomingMessage): boolean {
  const { origin } = headers;
  if (origin === undefined) return true;
  const [forwarded] = String(headers['x-forwarded-host'] ?? '').split(',');
  return URL.canParse(origin) && new URL(origin).host === (forwarded?.trim() || headers.host);
}

async function readBody(request: IncomingMessage): Promise<Buffer | Exclude<Checked, { kind: 'passed' }>> {
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT) return refused('body_too_large');
  const late = new AbortController();
  const tooSlow = sleep(BODY_MS, refused('request_timeout'), { signal: late.signal });
  tooSlow.catch(() => {}); // it came in time
  try {
    return await Promise.race([collect(request), tooSlow]);
  } finally {
    late.abort();
  }
}

/** By events, not by iterating: giving up early must leave the connection open for the answer. */
async function collect(request: IncomingMessage): Promise<Buffer | Exclude<Checked, { kind: 'passed' }>> {
  const chunks: Buffer[] = [];
  let size = 0;
  return await new Promise((done) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size <= BODY_LIMIT) return void chunks.push(chunk);
      request.pause();
      done(refused('body_too_large'));
    });
    request.once('end', () => done(Buffer.concat(chunks)));
    request.once('error', () => done({ kind: 'gone' }));
    request.once('close', () => done({ kind: 'gone' }));
  });
}

/** The same request, with its body to be read again. */
function withBody(request: IncomingMessage, body: Buffer): IncomingMessage {
  const again = new IncomingMessage(request.socket);
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  Object.assign(again, { method, url, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor, complete: true });
  again.headers = headers;
  again.push(body);
  again.push(null);
  return again;
}
