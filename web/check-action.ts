import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { isActionForm, isActionId, isActionText } from './action-body.ts';
import { collectBody, withBody } from './request-body.ts';
import type { Refused } from './refuse.ts';

/** Next's own limit for the body of a server action, in bytes. */
const BODY_LIMIT = 1024 * 1024;
/** How long the body of a server action, which is small, may take to arrive. */
const BODY_MS = 15_000;

export type Checked =
  { kind: 'passed'; request: IncomingMessage } | { kind: 'refused'; refused: Refused } | { kind: 'gone' };

/**
 * Accepts a POST to a page only when it calls a server action as our own screens do. React can decode more: references
 * to parts that never come, cycles, streams, other functions of ours. These end in a 500 or in a connection that hangs
 * for minutes, so they are refused. The body is read here and passed on whole.
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

/** Compares origin and host as Next does, which answers 500 when they differ. */
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
  tooSlow.catch(() => {}); // the body came in time
  try {
    const body = await Promise.race([collectBody(request, BODY_LIMIT), tooSlow]);
    if (body === 'too_large') return refused('body_too_large');
    return body === 'gone' ? { kind: 'gone' } : body;
  } finally {
    late.abort();
  }
}
