import { z } from 'zod';
import { isFitText } from '#lib/check-text.ts';
import type { AuditFilter } from '#lib/workspaces/types.ts';

type Query = Record<string, string | string[] | undefined>;

/** What the form's fields hold; empty for a field that is not used or makes no sense. */
export type GivenFilter = { text: string; who: string; from: string; until: string };

const DAY_MS = 24 * 3_600_000;

/**
 * Reads the filter of the page's address; what makes no sense is left out. Days are days in UTC.
 * @returns `query`: the same filter for the address of the export
 */
export function readFilter(query: Query): {
  filter: AuditFilter;
  given: GivenFilter;
  query: URLSearchParams;
  cursor: string | null;
} {
  const text = textOf(query, 'text');
  const who = textOf(query, 'who');
  const [from, until] = [dayOf(query, 'from'), dayOf(query, 'until')];
  const isMember = z.uuid().safeParse(who).success;
  const filter: AuditFilter = {
    by: who === 'product' ? 'product' : 'people',
    ...(text ? { text } : {}),
    ...(isMember ? { memberId: who } : {}),
    ...(from ? { from } : {}),
    ...(until ? { until: new Date(until.getTime() + DAY_MS) } : {}),
  };
  const cursor = textOf(query, 'cursor');
  return {
    filter,
    given: { text, who, from: textOf(query, 'from'), until: textOf(query, 'until') },
    query: new URLSearchParams(
      Object.entries(filter).flatMap(([name, value]) =>
        name === 'by' && value === 'people'
          ? []
          : [[name, value instanceof Date ? value.toISOString() : String(value)]],
      ),
    ),
    cursor: z.uuid().safeParse(cursor).success ? cursor : null,
  };
}

function textOf(query: Query, name: string): string {
  const value = query[name];
  return typeof value === 'string' && isFitText(value) ? value.trim().slice(0, 200) : '';
}

function dayOf(query: Query, name: string): Date | null {
  const day = z.iso.date().safeParse(textOf(query, name));
  return day.success ? new Date(`${day.data}T00:00:00Z`) : null;
}
