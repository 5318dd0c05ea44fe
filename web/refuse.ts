import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { preferredLocale } from '#app/i18n/locales.ts';
import { type DoorCode, problemOf } from '#lib/api/problem.ts';

/** Why a request goes no further. */
export type Refused = { code: DoorCode; headers?: Record<string, string> };

/** Answers a request that is refused before Next sees it, and closes the connection: what else it sends is not read. */
export function refuse(request: IncomingMessage, response: ServerResponse, { code, headers }: Refused): void {
  const requestId = randomUUID();
  const locale = preferredLocale(request.headers['accept-language'] ?? null);
  const problem = problemOf(code, {}, { locale, requestId });
  const isForProgram = request.url?.startsWith('/api/') ?? false;
  const body = isForProgram ? JSON.stringify(problem) : `${problem.detail}\n`;
  response.writeHead(problem.status, {
    'content-type': isForProgram ? 'application/problem+json' : 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'x-request-id': requestId,
    connection: 'close',
    ...headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
