import { checkHashSignature } from '#lib/crypto/sign-hash.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { CHAIN_START, hashSeal, inHex, type SealContent } from './chain.ts';
import { type AuditSource, auditSources, DIGEST_LENGTH, digestLines, lineTable } from './line-digests.ts';

/** The most faults that are listed. */
const FAULTS = 100;
const PAGE = 50;

/**
 * What is wrong:
 * - `line_changed`, `line_missing`: a line is not as it was sealed, or no longer there
 * - `line_unsealed`: a line is there that never came to a seal: it was put in behind the product's back
 * - `seal_changed`: a seal does not follow from its own lines and the seal before (changed, reordered)
 * - `seal_missing`: a number is left out
 * - `seal_forged`: the chain was computed anew by somebody without the installation's secret
 * - `seal_unknown_key`: signed with a secret that is no longer among `PARVIS_OLD_SECRETS`
 * - `head_missing`: the seal that was noted earlier is not in the chain: its end was cut off or replaced
 */
export type AuditFault = {
  kind:
    | 'line_changed'
    | 'line_missing'
    | 'line_unsealed'
    | 'seal_changed'
    | 'seal_missing'
    | 'seal_forged'
    | 'seal_unknown_key'
    | 'head_missing';
  seal: string | null;
  source: AuditSource | null;
  lineId: string | null;
};

export type AuditReport = {
  isIntact: boolean;
  lines: number;
  seals: number;
  /** Lines of the last seconds, which the next turn seals. */
  unsealedLines: number;
  /** Keep it outside of the database and pass it next time: it shows whether the end of the chain was cut off. */
  head: string | null;
  faults: AuditFault[];
};

/**
 * Compares every line of a workspace's audit log and of its items' histories with its seal, and every seal with the
 * one before.
 * @param head the `head` of an earlier report, which the chain has to contain
 */
export async function verifyAudit({
  workspaceId,
  head = null,
}: {
  workspaceId: string;
  head?: string | null;
}): Promise<AuditReport> {
  const faults: AuditFault[] = [];
  const report = { lines: 0, seals: 0, head: null as string | null, isHeadFound: head === null };
  let before: Uint8Array = CHAIN_START;
  for (let after = 0n; ;) {
    const page = await readSeals(workspaceId, after);
    for (const seal of page) {
      if (seal.number !== after + 1n) faults.push(faultOf('seal_missing', { ...seal, number: after + 1n }));
      faults.push(...checkSeal(before, seal));
      before = seal.hash;
      after = seal.number;
      report.seals += 1;
      report.lines += seal.lineIds.length;
      report.head = inHex(seal.hash);
      report.isHeadFound ||= report.head === head;
    }
    if (page.length < PAGE) break;
  }
  if (!report.isHeadFound) faults.push({ kind: 'head_missing', seal: null, source: null, lineId: null });
  const loose = await findUnsealed(workspaceId);
  faults.push(...loose.faults);
  const { isHeadFound: _, ...figures } = report;
  return { isIntact: faults.length === 0, ...figures, unsealedLines: loose.waiting, faults: faults.slice(0, FAULTS) };
}

type StoredSeal = SealContent & {
  hash: Uint8Array;
  signature: Uint8Array;
  keyId: string;
  /** The digests of the lines as they are now. */
  digestsNow: Uint8Array;
};

async function readSeals(workspaceId: string, after: bigint): Promise<StoredSeal[]> {
  return await inWorkspace(workspaceId, async (tx) => {
    const rows = await tx.auditSeal.findMany({
      where: { workspaceId, number: { gt: after } },
      orderBy: { number: 'asc' },
      take: PAGE,
    });
    const seals: StoredSeal[] = [];
    for (const { source: stored, ...row } of rows) {
      const source = auditSources.find((known) => known === stored) ?? 'audit';
      seals.push({ ...row, source, digestsNow: await digestLines(tx, { ...row, source }) });
    }
    return seals;
  });
}

function checkSeal(before: Uint8Array, seal: StoredSeal): AuditFault[] {
  const lines = seal.lineIds.flatMap((lineId, n): AuditFault[] => {
    const [then, now] = [digestAt(seal.digests, n), digestAt(seal.digestsNow, n)];
    if (then.equals(now)) return [];
    const isGone = now.every((byte) => byte === 0);
    return [{ ...faultOf(isGone ? 'line_missing' : 'line_changed', seal), lineId }];
  });
  const isInChain = Buffer.from(hashSeal(before, seal)).equals(Buffer.from(seal.hash));
  const signature = checkHashSignature(seal.hash, seal);
  return [
    ...lines,
    ...(isInChain ? [] : [faultOf('seal_changed', seal)]),
    ...(signature === 'invalid' ? [faultOf('seal_forged', seal)] : []),
    ...(signature === 'unknown_key' ? [faultOf('seal_unknown_key', seal)] : []),
  ];
}

const digestAt = (digests: Uint8Array, n: number) =>
  Buffer.from(digests.subarray(n * DIGEST_LENGTH, (n + 1) * DIGEST_LENGTH));

const faultOf = (
  kind: AuditFault['kind'],
  { number, source }: { number: bigint; source: AuditSource },
): AuditFault => ({
  kind,
  seal: String(number),
  source,
  lineId: null,
});

/** Lines that no seal names: those that wait for the next turn, and those that do not even wait. */
async function findUnsealed(workspaceId: string): Promise<{ waiting: number; faults: AuditFault[] }> {
  return await inWorkspace(workspaceId, async (tx) => {
    let waiting = 0;
    const faults: AuditFault[] = [];
    for (const source of auditSources) {
      const named = (table: string) => Prisma.sql`(
        SELECT unnest("lineIds") AS "id" FROM ${Prisma.raw(`"${table}"`)}
        WHERE "workspaceId" = ${workspaceId}::uuid AND "source" = ${source})`;
      // One statement sees one moment: a line is not sealed between the two looks. Joins, because they may use the disk.
      const rows = await tx.$queryRaw<{ id: string; isWaiting: boolean }[]>`
        SELECT e."id"::text, waiting."id" IS NOT NULL AS "isWaiting"
        FROM ${lineTable(source)} e
        LEFT JOIN ${named('audit_seal')} sealed ON sealed."id" = e."id"
        LEFT JOIN ${named('audit_unsealed')} waiting ON waiting."id" = e."id"
        WHERE e."workspaceId" = ${workspaceId}::uuid AND sealed."id" IS NULL`;
      waiting += rows.filter(({ isWaiting }) => isWaiting).length;
      faults.push(
        ...rows.flatMap(({ id, isWaiting }): AuditFault[] =>
          isWaiting ? [] : [{ kind: 'line_unsealed', seal: null, source, lineId: id }],
        ),
      );
    }
    return { waiting, faults };
  });
}
