import { refuseUnless } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { emitWorkspaceChanged } from '#lib/realtime/emit/emit-workspace-changed.ts';
import type { MemberRef } from '#lib/realtime/types.ts';
import { Refusal } from '#lib/refusal.ts';
import { lockMembership } from '../members/keep-an-admin.ts';
import { recordAudit } from '../record-audit.ts';
import { changeTeamChannels, lockLosing, readTeam } from './write-team.ts';

/**
 * Locks a team that is about to be deleted, and its people: no item gets the team any more, and nobody an item that they would
 * not see. Call it before items are locked.
 * @returns the people who will see fewer channels
 * @throws Refusal `not_found`; `not_allowed` for a team with channels
 */
export async function lockTeamToEnd(
  tx: Tx,
  caller: Caller,
  teamId: string,
): Promise<{ name: string; losing: MemberRef[] }> {
  await lockMembership(tx, caller.workspaceId);
  const [team] = await tx.$queryRaw<
    { name: string }[]
  >`SELECT "name" FROM "team" WHERE "id" = ${teamId}::uuid FOR UPDATE`;
  if (!team) throw new Refusal('not_found');
  const before = await readTeam(tx, teamId);
  if (before.channelIds.length > 0) refuseUnless(caller, changeTeamChannels);
  return { name: team.name, losing: await lockLosing(tx, before, { memberIds: [], channelIds: [] }) };
}

/** Deletes a team, in the transaction of the act that has taken its items out of its queue. */
export async function endTeam(tx: Tx, caller: Caller, team: { id: string; name: string }): Promise<void> {
  // Its channels first: what tells the browsers reads its people.
  await tx.teamChannel.deleteMany({ where: { teamId: team.id } });
  await tx.team.deleteMany({ where: { id: team.id } });
  await emitWorkspaceChanged(tx, caller.workspaceId);
  await recordAudit(tx, caller, { act: 'team_deleted', subject: team.name, details: { teamId: team.id } });
}
