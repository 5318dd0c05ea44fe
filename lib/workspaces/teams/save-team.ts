import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { emitWorkspaceChanged } from '#lib/realtime/emit/emit-workspace-changed.ts';
import { plainLine } from '#lib/plain-text.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '../record-audit.ts';
import { TEAM_MEMBERS_LIMIT, TEAM_NAME_LIMIT, TEAMS_LIMIT } from '../types.ts';

type Input = { teamId?: string; name: string; memberIds: string[] };

/**
 * Creates a team, or gives one another name and other members.
 * @returns the team's id
 * @throws Refusal `invalid` (`name`); `already_exists` for the name of another team; `not_found` for the team and members;
 *   `too_many` (`limit`)
 */
export const saveTeam = defineAct('teams.manage', async (caller, input: Input): Promise<{ id: string }> => {
  const name = plainLine(input.name);
  if (name === '' || name.length > TEAM_NAME_LIMIT) throw new Refusal('invalid', { field: 'name' });
  const memberIds = [...new Set(input.memberIds.map(uuid))];
  if (memberIds.length > TEAM_MEMBERS_LIMIT) throw new Refusal('too_many', { limit: TEAM_MEMBERS_LIMIT });
  const saved = await asMember(caller, async (tx) => {
    // One at a time, so that two teams do not get one name.
    await tx.$queryRaw`SELECT "id" FROM "workspace" WHERE "id" = ${caller.workspaceId}::uuid FOR NO KEY UPDATE`;
    const teams = await tx.team.findMany({ select: { id: true, name: true } });
    const wanted = input.teamId === undefined ? null : uuid(input.teamId);
    if (wanted && !teams.some(({ id }) => id === wanted)) throw new Refusal('not_found');
    if (!wanted && teams.length >= TEAMS_LIMIT) throw new Refusal('too_many', { limit: TEAMS_LIMIT });
    if (teams.some((team) => team.id !== wanted && team.name.toLowerCase() === name.toLowerCase())) {
      throw new Refusal('already_exists', { field: 'name' });
    }
    const id = wanted ? await renamed(tx, wanted, name) : await created(tx, caller, name);
    await setMembers(tx, caller, id, memberIds);
    await recordAudit(tx, caller, {
      act: wanted ? 'team_changed' : 'team_created',
      subject: name,
      details: { teamId: id },
    });
    await emitWorkspaceChanged(tx, caller.workspaceId);
    return { id };
  });
  announce(caller.workspaceId);
  return saved;
});

async function created(tx: Tx, { workspaceId }: Caller, name: string): Promise<string> {
  return (await tx.team.create({ data: { workspaceId, name }, select: { id: true } })).id;
}

async function renamed(tx: Tx, id: string, name: string): Promise<string> {
  await tx.team.updateMany({ where: { id }, data: { name } });
  return id;
}

async function setMembers(tx: Tx, { workspaceId }: Caller, teamId: string, memberIds: string[]): Promise<void> {
  const known = await tx.member.count({ where: { id: { in: memberIds }, removedAt: null } });
  if (known < memberIds.length) throw new Refusal('not_found');
  await tx.teamMember.deleteMany({ where: { teamId, memberId: { notIn: memberIds } } });
  await tx.teamMember.createMany({
    data: memberIds.map((memberId) => ({ workspaceId, teamId, memberId })),
    skipDuplicates: true,
  });
}
