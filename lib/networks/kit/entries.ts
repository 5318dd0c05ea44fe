import { z } from 'zod';
import type { UnreadableEntry } from '../channel-context.ts';

/** Where the answer that is being parsed sets entries aside; null: an unreadable entry makes its answer unreadable. */
let aside: UnreadableEntry[] | null = null;

/** Lists that came with entries that were set aside. */
const partial = new WeakSet<readonly unknown[]>();

/**
 * A list whose entries are parsed one by one, so that one that cannot be read does not end it. A null counts as missing.
 * @param idField the field with an entry's id, by which it is listed when it cannot be read
 */
export function listOf<T extends z.ZodType>(entry: T, idField = 'id') {
  return z.array(z.unknown()).transform((given, context) => {
    const list: z.output<T>[] = [];
    given.forEach((one, index) => {
      const before = aside?.length ?? 0;
      const first = entry.safeParse(one);
      const parsed = first.success ? first : entry.safeParse(withoutNulls(one));
      if (parsed.success) list.push(parsed.data);
      else if (aside) {
        // It is set aside whole, with the lists inside it.
        aside.length = before;
        aside.push({ id: idIn(one, idField), entry: one, detail: firstIssue(first.error ?? parsed.error) });
        partial.add(list);
      } else {
        for (const { path, message } of parsed.error.issues)
          context.issues.push({ code: 'custom', message, path: [index, ...path], input: one });
      }
    });
    return list;
  });
}

/** Whether entries of a list were set aside: what is missing from it may still stand on the network. */
export function lacksEntries(list: readonly unknown[]): boolean {
  return partial.has(list);
}

/** Marks a list as lacking entries when one of those that it was made of does. */
export function madeOf<T>(sources: readonly (readonly unknown[])[], list: T[]): T[] {
  if (sources.some(lacksEntries)) partial.add(list);
  return list;
}

/**
 * Parses an answer.
 * @param setsAside whether the lists in it may leave out what cannot be read; if not, one such entry fails them
 */
export function parseAnswer<T>(
  schema: z.ZodType<T>,
  json: unknown,
  { setsAside }: { setsAside: boolean },
): { parsed: z.ZodSafeParseResult<T>; unreadable: UnreadableEntry[] } {
  const unreadable: UnreadableEntry[] = [];
  // Parsing is synchronous, so no other answer comes in between.
  aside = setsAside ? unreadable : null;
  try {
    return { parsed: schema.safeParse(json), unreadable };
  } finally {
    aside = null;
  }
}

/** Where and why the value is not as its schema says. */
export function firstIssue(error: z.ZodError | undefined): string {
  const [issue] = error?.issues ?? [];
  return issue ? `${issue.path.join('.')} ${issue.message}`.trim() : 'not readable';
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== null)
      .map(([name, field]) => [name, withoutNulls(field)]),
  );
}

function idIn(entry: unknown, field: string): string | null {
  if (typeof entry !== 'object' || entry === null) return null;
  const id: unknown = Object.getOwnPropertyDescriptor(entry, field)?.value;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
}
