import { NetworkError } from '../../errors.ts';

/** What each edge has refused. Kept while the process lives: after that, one refused call tells it again. */
const refused = new Map<string, Set<string>>();

/**
 * Reads with fields that the documents do not list for every edge, and without those that the network refuses by name.
 * Source: "Graph API, Error handling", code 100: "Tried accessing nonexisting field (name)".
 * @param edge what refuses alike: the network's address and the edge without ids
 * @param fields separated by commas
 * @throws NetworkError as `read` does, for anything but an optional field
 */
export async function withOptionalFields<T>(
  { edge, fields, optional }: { edge: string; fields: string; optional: readonly string[] },
  read: (fields: string) => Promise<T>,
): Promise<T> {
  for (;;) {
    const known = refused.get(edge) ?? new Set();
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
