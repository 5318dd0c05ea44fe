import type { Tx } from '#lib/db/tx.ts';
import { marksOf } from '../marks.ts';
import type { Finding } from '../types.ts';

/** From this share of its marks on, a text nearly is a saved reply: of thirty words about three may be others. */
const NEARLY = 0.5;

/** Whether a text is, or nearly is, a saved reply of another workspace that the acting member can read. */
export async function findElsewhere(tx: Tx, text: string): Promise<Finding[]> {
  const marks = marksOf(text);
  if (marks.length === 0) return [];
  const given = marks.map(String);
  const [owner] = await tx.$queryRaw<{ name: string }[]>`
    SELECT "name" FROM saved_reply_owner(${given}::text[]::bigint[], ${NEARLY}::double precision)`;
  return owner ? [{ kind: 'elsewhere', words: [owner.name] }] : [];
}
