import { z } from 'zod';
import type { UnreadableEntry } from '../channel-context.ts';

/** Where the answer that is being parsed sets entries aside; null: an unreadable entry makes its answer unreadable. */
let aside: UnreadableEntry[] | null = null;

/** How many entries each list came with that were set aside. */
const lacking = new WeakMap<readonly unknown[], number>();

/**
 * A list whose entries are parsed one by one, so that one that cannot be read does not end it. A null counts as missing.
 * @param idField the field with an entry's id, by which it is listed when it cannot be read; `a.b` for the field b of a
 */
export function listOf<T extends z.ZodType>(entry: T, idField = 'id') {
  return z.array(z.unknown()).transform((given, context) => {
    const list: z.output<T>[] = [];
    given.forEach((one, index) => {
      const read = readEntry(entry, one, idField);
      if (read.isRead) list.push(read.data);
      for (const { path, message } of read.isRead ? [] : read.issues)
        context.issues.push({ code: 'custom', message, path: [index, ...path], input: one });
    });
    if (list.length < given.length) lacking.set(list, given.length - list.length);
    return list;
  });
}

/** An object that is read alone, as an entry of a list is: undefined when it was set aside. */
export function oneOf<T extends z.ZodType>(entry: T, idField = 'id') {
  return z.unknown().transform((one, context): z.output<T> | undefined => {
    const read = readEntry(entry, one, idField);
    if (read.isRead) return read.data;
    for (const { path, message } of read.issues) context.issues.push({ code: 'custom', message, path, input: one });
    return undefined;
  });
}

/** @returns the issues that fail the answer: none when the entry was set aside */
function readEntry<T extends z.ZodType>(entry: T, one: unknown, idField: string) {
  const before = aside?.length ?? 0;
  const first = entry.safeParse(one);
  const parsed = first.success ? first : entry.safeParse(withoutNulls(one));
  if (parsed.success) return { isRead: true as const, data: parsed.data };
  if (!aside) return { isRead: false as const, issues: parsed.error.issues };
  // It is set aside whole, with the lists inside it.
  aside.length = before;
  aside.push({ id: idIn(one, idField), entry: one, detail: firstIssue(first.error) });
  return { isRead: false as const, issues: [] };
}

/** How many entries of a list were set aside. */
export function leftOut(list: readonly unknown[]): number {
  return lacking.get(list) ?? 0;
}

/** Whether entries of a list were set aside: what is missing from it may still stand on the network. */
export function lacksEntries(list: readonly unknown[]): boolean {
  return leftOut(list) > 0;
}

/** Notes of a list what those lack that it was made of. */
export function madeOf<T>(sources: readonly (readonly unknown[])[], list: T[]): T[] {
  const count = sources.reduce((sum, source) => sum + leftOut(source), 0);
  if (count > 0) lacking.set(list, count);
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

function idIn(entry: unknown, path: string): string | null {
  let id = entry;
  for (const field of path.split('.')) {
    if (typeof id !== 'object' || id === null) return null;
    id = Object.getOwnPropertyDescriptor(id, field)?.value;
  }
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
}
