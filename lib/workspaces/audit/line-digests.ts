import { Prisma } from '#lib/db/generated/client.ts';
import type { Tx } from '#lib/db/tx.ts';

/** Where lines come from: the audit log itself, and the histories of items. */
export const auditSources = ['audit', 'history'] as const;
export type AuditSource = (typeof auditSources)[number];

/** In bytes: SHA-256. */
export const DIGEST_LENGTH = 32;

/** Every column of a line, in an order that must never change: a digest is compared with one made years ago. */
const columns: Record<AuditSource, Prisma.Sql> = {
  audit: Prisma.sql`e."id", e."workspaceId", e."memberId", e."act", e."subject", e."details", e."address", e."sessionId",
    e."apiKeyId", (extract(epoch from e."createdAt") * 1000)::bigint`,
  history: Prisma.sql`e."id", e."workspaceId", e."itemId", e."memberId", e."actor", e."act", e."before", e."after",
    e."batchId", e."undoesId", e."noteId", e."details", e."address", e."sessionId", e."apiKeyId",
    (extract(epoch from e."createdAt") * 1000)::bigint`,
};

export const lineTable = (source: AuditSource) => Prisma.raw(source === 'audit' ? '"audit_entry"' : '"item_history"');

/**
 * The SHA-256 of each line as it is stored now, in the order of the ids; zeros for a line that is not there.
 * @param lines.firstAt with `lastAt`: in which months to look
 */
export async function digestLines(
  tx: Tx,
  { workspaceId, source, lineIds, firstAt, lastAt }: LineRange,
): Promise<Uint8Array<ArrayBuffer>> {
  const [row] = await tx.$queryRaw<{ digests: Uint8Array<ArrayBuffer> }[]>`
    SELECT string_agg(
      CASE WHEN e."id" IS NULL THEN decode(repeat('00', 32), 'hex')
        ELSE sha256(convert_to(${source}::text || jsonb_build_array(${columns[source]})::text, 'UTF8')) END,
      ''::bytea ORDER BY given."n") AS digests
    FROM unnest(${lineIds}::uuid[]) WITH ORDINALITY AS given ("id", "n")
    LEFT JOIN LATERAL (
      -- OFFSET keeps the planner at one look into the primary key a line, also while it has no statistics of new rows.
      SELECT * FROM ${lineTable(source)} l WHERE l."workspaceId" = ${workspaceId}::uuid AND l."id" = given."id"
        AND l."createdAt" BETWEEN ${firstAt} AND ${lastAt} OFFSET 0
    ) e ON true`;
  if (!row) throw new Error('the digests of a seal could not be read');
  return row.digests;
}

export type LineRange = {
  workspaceId: string;
  source: AuditSource;
  lineIds: string[];
  firstAt: Date;
  lastAt: Date;
};
