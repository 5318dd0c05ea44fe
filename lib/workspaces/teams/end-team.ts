import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { emitWorkspaceChanged } from '#lib/realtime/emit/emit-workspace-changed.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '../record-audit.ts';

/**
 * Deletes a team, in the transaction of the act that has taken its items out of its queue.
 * @throws Refusal `not_found`
 */
export async function endTeam(tx: Tx, caller: Caller, teamId: string): Promise<void> {
  const team = await tx.team.findFirst({ where: { id: teamId }, select: { name: true } });
  if (!team) throw new Refusal('not_found');
  await tx.team.deleteMany({ where: { id: teamId } });
  await emitWorkspaceChanged(tx, caller.workspaceId);
  await recordAudit(tx, caller, { act: 'team_deleted', subject: team.name, details: { teamId } });
}
