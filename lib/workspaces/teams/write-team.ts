import { defineRight, refuseUnless } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { emitWorkspaceChanged } from '#lib/realtime/emit/emit-workspace-changed.ts';
import type { MemberRef } from '#lib/realtime/types.ts';
import { Refusal } from '#lib/refusal.ts';
import { checkChannels } from '../members/channel-choice.ts';
import { lockMembership } from '../members/keep-an-admin.ts';
import { recordAudit } from '../record-audit.ts';
import { TEAMS_LIMIT } from '../types.ts';

export type TeamInput = {
  /** Null: a new one. */
  teamId: string | null;
  name: string;
  memberIds: readonly string[];
  /** The channels that its people see, beside their own; undefined: as before. */
  channelIds: readonly string[] | undefined;
};

export const changeTeams = defineRight('teams.manage');
/** A team that gives channels is changed by whoever may give them: else a lead could let themselves in. */
export const changeTeamChannels = defineRight('members.manage');

/**
 * Writes a team, in a transaction that sees all channels and takes back the items that people lose sight of.
 * @returns the team's id, and the people who may see fewer channels than before; their rows are locked
 * @throws Refusal `not_allowed` for a team with channels; `already_exists` for the name of another team; `not_found` for the
 *   team, members and channels; `too_many` (`limit`)
 */
export async function writeTeam(
  tx: Tx,
  caller: Caller,
  { teamId, name, memberIds, channelIds }: TeamInput,
): Promise<{ id: string; losing: MemberRef[] }> {
  const { workspaceId } = caller;
  // One at a time, so that two teams do not get one name.
  await lockMembership(tx, workspaceId);
  await checkName(tx, teamId, name);
  const before = teamId ? await readTeam(tx, teamId) : { memberIds: [], channelIds: [] };
  const after = { memberIds, channelIds: channelIds ?? before.channelIds };
  if (before.channelIds.length + after.channelIds.length > 0) refuseUnless(caller, changeTeamChannels);
  await checkMembers(tx, memberIds);
  await checkChannels(tx, { workspaceId, role: 'manager', channelIds: after.channelIds });
  const losing = await lockLosing(tx, before, after);

  const id = teamId ?? (await tx.team.create({ data: { workspaceId, name }, select: { id: true } })).id;
  await tx.team.updateMany({ where: { id }, data: { name } });
  await tx.teamMember.deleteMany({ where: { teamId: id, memberId: { notIn: [...memberIds] } } });
  await tx.teamChannel.deleteMany({ where: { teamId: id, channelId: { notIn: [...after.channelIds] } } });
  await tx.teamMember.createMany({
    data: memberIds.map((memberId) => ({ workspaceId, teamId: id, memberId })),
    skipDuplicates: true,
  });
  await tx.teamChannel.createMany({
    data: after.channelIds.map((channelId) => ({ workspaceId, teamId: id, channelId })),
    skipDuplicates: true,
  });
  await recordAudit(tx, caller, {
    act: teamId ? 'team_changed' : 'team_created',
    subject: name,
    details: { teamId: id, memberIds: [...memberIds], channelIds: [...after.channelIds] },
  });
  await emitWorkspaceChanged(tx, workspaceId);
  return { id, losing };
}

type People = { memberIds: readonly string[]; channelIds: readonly string[] };

export async function readTeam(tx: Tx, teamId: string): Promise<People> {
  const [members, channels] = [
    await tx.teamMember.findMany({ where: { teamId }, select: { memberId: true } }),
    await tx.teamChannel.findMany({ where: { teamId }, select: { channelId: true } }),
  ];
  return {
    memberIds: members.map(({ memberId }) => memberId),
    channelIds: channels.map(({ channelId }) => channelId),
  };
}

/**
 * Locks the people who lose a team or its channels and do not see all channels anyway. Whoever gives one of them an item
 * holds the row: what they gave is seen when the items are taken back.
 */
export async function lockLosing(tx: Tx, before: People, after: People): Promise<MemberRef[]> {
  const losesChannels = before.channelIds.some((id) => !after.channelIds.includes(id));
  const hadChannels = before.channelIds.length > 0;
  const losing = before.memberIds.filter((id) => hadChannels && (losesChannels || !after.memberIds.includes(id)));
  return await tx.$queryRaw<MemberRef[]>`
    SELECT m."id"::text, u."name" FROM "member" m JOIN "user" u ON u."id" = m."userId"
    WHERE m."id" = ANY(${losing}::uuid[]) AND NOT m."seesAllChannels" AND m."role" <> 'admin' AND m."removedAt" IS NULL
    ORDER BY m."id" FOR NO KEY UPDATE OF m`;
}

async function checkName(tx: Tx, teamId: string | null, name: string): Promise<void> {
  const teams = await tx.team.findMany({ select: { id: true, name: true } });
  if (teamId && !teams.some(({ id }) => id === teamId)) throw new Refusal('not_found');
  if (!teamId && teams.length >= TEAMS_LIMIT) throw new Refusal('too_many', { limit: TEAMS_LIMIT });
  if (teams.some((team) => team.id !== teamId && team.name.toLowerCase() === name.toLowerCase())) {
    throw new Refusal('already_exists', { field: 'name' });
  }
}

async function checkMembers(tx: Tx, memberIds: readonly string[]): Promise<void> {
  const known = await tx.member.count({ where: { id: { in: [...memberIds] }, removedAt: null } });
  if (known < memberIds.length) throw new Refusal('not_found');
}
