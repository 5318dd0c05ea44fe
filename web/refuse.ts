import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { preferredLanguage } from '#app/i18n/locales.ts';
import { apiAnswer, everyAnswer } from '#app/policy/fixed-headers.ts';
import { type RequestCode, problemOf } from '#lib/api/problem.ts';

/** For how long, and how much of it, a refused request is still read: milliseconds and bytes. */
const LINGER_MS = 1_000;
const LINGER_BYTES = 8 * 1024 * 1024;

/** Why a request is refused. */
export type Refused = { code: RequestCode; headers?: Record<string, string> };

/** Answers a request that is refused before Next sees it, and closes its connection. */
export function refuse(request: IncomingMessage, response: ServerResponse, { code, headers }: Refused): void {
  const requestId = randomUUID();
  const locale = preferredLanguage(request.headers['accept-language'] ?? null);
  const problem = problemOf(code, {}, { locale, requestId });
  const isForProgram = request.url?.startsWith('/api/') ?? false;
  const body = isForProgram ? JSON.stringify(problem) : `${problem.detail}\n`;
  response.writeHead(problem.status, {
    'content-type': isForProgram ? 'application/problem+json' : 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    ...Object.fromEntries([...everyAnswer, ...apiAnswer].map(({ key, value }) => [key.toLowerCase(), value])),
    'cache-control': 'no-store',
    'x-request-id': requestId,
    connection: 'close',
    ...headers,
  });
  if (request.method !== 'HEAD') response.write(body);
  void untilSent(request).then(() => response.end());
}

/**
 * Reads and discards the rest of the request for a moment. Closing a connection while the client still sends would reset
 * it, and the client would lose the answer (RFC 9112, 9.6).
 */
async function untilSent(request: IncomingMessage): Promise<void> {
  if (request.complete) return;
  let bytes = 0;
  await new Promise<void>((done) => {
    const late = setTimeout(done, LINGER_MS).unref();
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.byteLength;
      if (bytes > LINGER_BYTES) done();
    });
    for (const end of ['end', 'error', 'close']) request.once(end, () => done());
    request.once('close', () => clearTimeout(late));
    request.resume();
  });
}
