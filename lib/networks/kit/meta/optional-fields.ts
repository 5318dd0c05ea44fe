import { NetworkError } from '../../errors.ts';

/** What each edge has refused. Kept while the process lives: after that, one refused call tells it again. */
const refused = new Map<string, Set<string>>();

/** What edges whose names have a prefix have refused, by what follows it. */
export function refusedFields(prefix: string): Map<string, string[]> {
  const edges = [...refused].filter(([edge]) => edge.startsWith(prefix));
  return new Map(edges.map(([edge, names]) => [edge.slice(prefix.length), [...names]]));
}

type Given = {
  edge: string;
  fields: string;
  optional: readonly string[];
  /** What it refused earlier, separated by commas, where this process does not know. */
  found?: string | undefined;
};

/**
 * Reads with fields that the documents do not list for every edge, and without those that the network refuses by name.
 * Source: "Graph API, Error handling", code 100: "Tried accessing nonexisting field (name)".
 * @param edge what refuses alike: the network's address and the edge without ids
 * @param fields separated by commas
 * @throws NetworkError as `read` does, for anything but an optional field
 */
export async function withOptionalFields<T>(
  { edge, fields, optional, found }: Given,
  read: (fields: string) => Promise<T>,
): Promise<T> {
  for (;;) {
    const known = refused.get(edge) ?? new Set(found?.split(',').filter(Boolean));
    if (known.size > 0) refused.set(edge, known);
    const asked = fields.split(',').filter((name) => !known.has(name));
    try {
      return await read(asked.join(','));
    } catch (error) {
      const name = error instanceof NetworkError ? /nonexisting field \((\w+)\)/.exec(error.message)?.[1] : undefined;
      if (!name || !optional.includes(name) || !asked.includes(name)) throw error;
      refused.set(edge, known.add(name));
    }
  }
}
