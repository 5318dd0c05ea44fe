import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import type { Prisma } from '#lib/db/generated/client.ts';
import { recordAudit } from '../record-audit.ts';
import type { AuditAct } from '../types.ts';

type Line = { act: AuditAct; subject?: string; details?: Prisma.InputJsonObject };

/**
 * Writes what users did to their own account (signed in, changed a second factor) to the log of each workspace in which
 * they have a place: it concerns all of them.
 * @param by `operator` for what was done to the user at the command line
 */
export async function recordForUser(
  userId: string,
  { act, subject = '', details = {} }: Line,
  by: 'user' | 'operator' = 'user',
): Promise<void> {
  const places = await asDispatcher((tx) =>
    tx.member.findMany({ where: { userId, removedAt: null }, select: { workspaceId: true, id: true } }),
  );
  for (const { workspaceId, id: memberId } of places) {
    const author = by === 'user' ? { workspaceId, memberId } : { workspaceId, operator: true as const };
    await inWorkspace(workspaceId, (tx) =>
      recordAudit(tx, author, { act, subject, details: by === 'user' ? details : { ...details, memberId } }),
    );
  }
}
