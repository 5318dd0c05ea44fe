import { Prisma } from './generated/client.ts';

/** Many rows as one parameter, for `jsonb_to_recordset`: however many there are, it stays one statement. */
export function jsonRows(values: readonly unknown[]): Prisma.Sql {
  return Prisma.sql`${jsonText(values)}::jsonb`;
}

/** An escape that `jsonb` refuses: NUL, or half a character; not where the backslash itself is escaped. */
const REFUSED = /(?<!\\)((?:\\\\)*)\\u(0000|d[89a-f][0-9a-f]{2})/g;

/** A value as JSON that Postgres stores: without NUL, and with U+FFFD for half a character, in keys too. */
export function jsonText(value: unknown): string {
  const json = JSON.stringify(value) ?? 'null';
  if (!json.includes('\\u')) return json;
  return json.replaceAll(REFUSED, (_, before: string, code: string) => `${before}${code === '0000' ? '' : '\ufffd'}`);
}
