import { Prisma } from './generated/client.ts';

/** Many rows as one parameter for `jsonb_to_recordset`, so that the statement stays the same for any number of rows. */
export function jsonRows(values: readonly unknown[]): Prisma.Sql {
  return Prisma.sql`${jsonText(values)}::jsonb`;
}

/** An escape that `jsonb` refuses (NUL or a lone surrogate), unless its backslash is escaped itself. */
const REFUSED = /(?<!\\)((?:\\\\)*)\\u(0000|d[89a-f][0-9a-f]{2})/g;

/** JSON that Postgres can store: without NUL, and with U+FFFD for lone surrogates, in keys too. */
export function jsonText(value: unknown): string {
  const json = JSON.stringify(value) ?? 'null';
  if (!json.includes('\\u')) return json;
  return json.replaceAll(REFUSED, (_, before: string, code: string) => `${before}${code === '0000' ? '' : '\ufffd'}`);
}
