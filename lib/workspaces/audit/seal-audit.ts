import { signHash } from '#lib/crypto/sign-hash.ts';
import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { log } from '#lib/log.ts';
import { CHAIN_START, hashSeal } from './chain.ts';
import { type AuditSource, auditSources, digestLines } from './line-digests.ts';

/** The most lines in one seal. */
const SEAL_LINES = 1_000;
/** Statements whose lines one transaction seals, and after how many lines it takes no further one. */
const BATCH = 500;
const BATCH_LINES = 10_000;
/** The most workspaces in one turn. */
const WORKSPACES = 200;

/** Seals what has been written since the last turn, in every workspace. A second one at the same time does no harm. */
export async function sealAudit(): Promise<void> {
  for (const workspaceId of await workspacesToSeal()) {
    // The others' lines do not wait for a workspace whose chain cannot go on.
    await sealWorkspace(workspaceId).catch((error: unknown) =>
      log.error(
        { workspaceId, error: error instanceof Error ? error.stack : String(error) },
        'lines of the audit log could not be sealed',
      ),
    );
  }
}

async function workspacesToSeal(): Promise<string[]> {
  const rows = await asDispatcher(
    (tx) => tx.$queryRaw<{ workspaceId: string }[]>`
      SELECT "workspaceId" FROM (SELECT "workspaceId", "id" FROM "audit_unsealed" ORDER BY "id" LIMIT 100000) u
      GROUP BY 1 ORDER BY min("id"::text) LIMIT ${WORKSPACES}`,
  );
  return rows.map(({ workspaceId }) => workspaceId);
}

/**
 * Adds seals to the workspace's chain until no line that can be seen is without one. Writers never wait for it: they only
 * leave their lines' ids in `audit_unsealed`, and a line of a transaction that has not committed yet is found next time.
 * @returns how many lines were sealed
 */
export async function sealWorkspace(workspaceId: string): Promise<number> {
  for (let sealed = 0; ;) {
    const { lines, isLast } = await inWorkspace(workspaceId, (tx) => sealBatch(tx, workspaceId));
    sealed += lines;
    if (isLast) return sealed;
  }
}

type Waiting = { source: AuditSource; lineIds: string[]; firstAt: Date; lastAt: Date };

async function sealBatch(tx: Tx, workspaceId: string): Promise<{ lines: number; isLast: boolean }> {
  // The chain has one end, so one sealer at a time; another one does the rest of the workspaces meanwhile.
  const [lock] = await tx.$queryRaw<{ isOurs: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${`audit:${workspaceId}`}, 0)) AS "isOurs"`;
  if (!lock?.isOurs) return { lines: 0, isLast: true };
  const waiting = await tx.$queryRaw<Waiting[]>`
    DELETE FROM "audit_unsealed" WHERE "workspaceId" = ${workspaceId}::uuid AND "id" IN (
      SELECT "id" FROM (
        SELECT "id", sum(cardinality("lineIds")) OVER (ORDER BY "id") - cardinality("lineIds") AS "before"
        FROM "audit_unsealed" WHERE "workspaceId" = ${workspaceId}::uuid ORDER BY "id" LIMIT ${BATCH}
      ) u WHERE "before" < ${BATCH_LINES})
    RETURNING "source", "lineIds"::text[], "firstAt", "lastAt"`;
  const last = await tx.auditSeal.findFirst({ orderBy: { number: 'desc' }, select: { number: true, hash: true } });
  let { number, hash } = last ?? { number: 0n, hash: CHAIN_START };
  let lines = 0;
  for (const content of contentsOf(waiting)) {
    number += 1n;
    const range = { workspaceId, ...content };
    const digests = await digestLines(tx, range);
    hash = hashSeal(hash, { ...range, number, digests });
    await tx.auditSeal.create({
      data: { ...range, number, digests, hash, ...signHash(hash) },
      select: { number: true },
    });
    lines += content.lineIds.length;
  }
  return { lines, isLast: waiting.length === 0 };
}

/** Few lines of many statements share a seal; many lines of one statement get several. */
function contentsOf(waiting: Waiting[]): Waiting[] {
  return auditSources.flatMap((source) => {
    const own = waiting.filter((one) => one.source === source);
    const lineIds = own.flatMap((one) => one.lineIds).sort();
    const times = own.flatMap(({ firstAt, lastAt }) => [firstAt, lastAt]).sort((a, b) => a.getTime() - b.getTime());
    const [firstAt, lastAt] = [times.at(0), times.at(-1)];
    if (!firstAt || !lastAt) return [];
    return Array.from({ length: Math.ceil(lineIds.length / SEAL_LINES) }, (_, n) => ({
      source,
      lineIds: lineIds.slice(n * SEAL_LINES, (n + 1) * SEAL_LINES),
      firstAt,
      lastAt,
    }));
  });
}
