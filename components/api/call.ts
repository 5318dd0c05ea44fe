import type { RefusalCode } from '#lib/refusal.ts';
import { Problem } from './problem.ts';

export type QueryValues = Record<string, string | number | boolean | readonly (string | number)[] | null | undefined>;

type Options = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  query?: QueryValues;
  signal?: AbortSignal;
  /** The idempotency key: the server acts once for all calls with the same key. Null where acting twice does no harm. */
  key?: string | null;
  /** The call is finished even when the page is left meanwhile. */
  outlivesPage?: boolean;
};

/**
 * Calls `/api/v1/<path>` with the session's cookie.
 * @throws Problem with the server's reason; `unreachable` when there was no answer at all
 */
export async function call<Answer>(
  path: string,
  { method = 'GET', body, query, signal, key = crypto.randomUUID(), outlivesPage = false }: Options = {},
): Promise<Answer> {
  const isUpload = body instanceof Blob;
  const response = await reach(`/api/v1/${path}${queryString(query)}`, {
    method,
    ...(signal ? { signal } : {}),
    ...(outlivesPage ? { keepalive: true } : {}),
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': isUpload ? body.type : 'application/json' }),
      // If a bad connection sends the same click twice, the server acts once.
      ...(method === 'POST' && key !== null ? { 'idempotency-key': key } : {}),
    },
    ...(body === undefined ? {} : { body: isUpload ? body : JSON.stringify(body) }),
  });
  if (!response.ok) throw await problemOf(response);
  // The API answers with the types of lib's types.ts; its own tests check that.
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new Problem('unreachable', 0);
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const document: unknown = await response.json().catch(() => null);
  if (typeof document !== 'object' || document === null)
    return new Problem('unexpected', response.status, { reference: '-' });
  const values = { ...document } as Record<string, unknown>;
  const code = values['code'];
  if (typeof code !== 'string') {
    const reference = values['requestId'] ?? response.headers.get('x-request-id') ?? '-';
    return new Problem('unexpected', response.status, { ...values, reference });
  }
  // An unknown code has no sentence and falls back to the general one, in `useProblemText`.
  return new Problem(code as RefusalCode, response.status, values);
}

function queryString(query: QueryValues = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    search.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}
