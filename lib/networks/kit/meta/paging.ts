import { z } from 'zod';
import { listOf } from '../entries.ts';

/** A page of a Graph API's list ("Graph API, Paginated results"). */
export function pageOf<T extends z.ZodType>(entry: T) {
  return z.object({
    data: listOf(entry),
    paging: z
      .object({ cursors: z.object({ after: z.string().optional() }).optional(), next: z.string().optional() })
      .optional(),
    summary: z.object({ total_count: z.number().optional() }).optional(),
  });
}

export type GraphPage<T> = {
  data: T[];
  paging?: { cursors?: { after?: string | undefined } | undefined; next?: string | undefined } | undefined;
};

/**
 * The cursor of the next page; undefined at the list's end. A short or empty page may be followed by others: the list
 * ends only where `next` is absent.
 */
export function afterOf(page: GraphPage<unknown>): string | undefined {
  return page.paging?.next === undefined ? undefined : page.paging.cursors?.after;
}

/** A list's pages, one by one, until its end, until the caller stops, or until `maxPages` are read. */
export async function* walkPages<T>(
  read: (after: string | undefined) => Promise<GraphPage<T>>,
  { after, maxPages = Infinity }: { after?: string | undefined; maxPages?: number } = {},
): AsyncGenerator<{ data: T[]; after: string | undefined }, void, undefined> {
  let next = after;
  for (let pages = 0; pages < maxPages; pages += 1) {
    const page = await read(next);
    const following = afterOf(page);
    // A list that returns the same cursor twice would never end.
    const goesOn = following !== undefined && following !== next;
    yield { data: page.data, after: goesOn ? following : undefined };
    if (!goesOn) return;
    next = following;
  }
}
