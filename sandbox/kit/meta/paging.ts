import type { SandboxRequest } from '../types.ts';

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 100;

export type Paging = { cursors: { before: string; after: string }; next?: string };

/**
 * One page of a list, by cursor. A cursor points to an entry by its id: when that entry was deleted, it is refused,
 * as on the network.
 * @returns null for an invalid cursor
 */
export function pageFor<T extends { id: string }>(
  entries: readonly T[],
  request: Pick<SandboxRequest, 'query' | 'path'>,
  { baseUrl, maxLimit = MAX_LIMIT }: { baseUrl: string; maxLimit?: number },
): { page: T[]; paging?: Paging } | null {
  const limit = Math.min(Number(request.query.get('limit') ?? DEFAULT_LIMIT), maxLimit);
  const after = request.query.get('after');
  const from = after === null ? 0 : entries.findIndex(({ id }) => cursorOf(id) === after) + 1;
  if (after !== null && from === 0) return null;
  const page = entries.slice(from, from + limit);
  const [first, last] = [page.at(0), page.at(-1)];
  if (!first || !last || limit === 0) return { page };
  const next = new URLSearchParams(request.query);
  next.set('after', cursorOf(last.id));
  const goesOn = from + page.length < entries.length;
  return {
    page,
    paging: {
      cursors: { before: cursorOf(first.id), after: cursorOf(last.id) },
      ...(goesOn ? { next: `${baseUrl}${request.path}?${next}` } : {}),
    },
  };
}

function cursorOf(id: string): string {
  return Buffer.from(`cursor:${id}`).toString('base64url');
}
