import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { Prisma } from '#lib/db/generated/client.ts';
import type { AuditAct } from './types.ts';

/** The longest name that a line keeps, in UTF-16 units. */
const SUBJECT_LIMIT = 500;

/**
 * Writes an administrative act to the audit log, in the act's own transaction.
 * @param by the member, or the operator at the command line
 */
export async function recordAudit(
  tx: Tx,
  by: Pick<Caller, 'workspaceId' | 'memberId'> | { workspaceId: string; operator: true },
  { act, subject, details = {} }: { act: AuditAct; subject: string; details?: Prisma.InputJsonObject },
): Promise<void> {
  await tx.auditEntry.create({
    data: {
      workspaceId: by.workspaceId,
      memberId: 'memberId' in by ? by.memberId : null,
      act,
      // A line cannot be erased, so it is kept short.
      subject: subject.trim().slice(0, SUBJECT_LIMIT),
      details,
    },
    select: { id: true },
  });
}
