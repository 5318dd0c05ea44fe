import { afterAll, expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { answerConnection } from '#lib/channels/connecting/answer-connection.ts';
import { beginConnection } from '#lib/channels/connecting/begin-connection.ts';
import { archiveWorkspace } from '#lib/clients/archive/archive-workspace.ts';
import { deleteTeam } from '#lib/items/team/delete-team.ts';
import { saveTeam } from '#lib/items/team/save-team.ts';
import { listAudit } from '#lib/workspaces/list-audit.ts';
import { listTeams } from '#lib/workspaces/teams/list-teams.ts';
import { aMember, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { serveNetworks } from '#tests/support/stand-ins.ts';
import { aSessionOf, followAt, ORIGIN } from '../channels/signing-in.ts';

const standIns = await serveNetworks(['x']);
afterAll(() => standIns.stop());

const archive = async (admin: Caller, endsAccess = false) =>
  await archiveWorkspace(admin, { name: 'Maison Lune', eraseAfterDays: null, endsAccess });

const aClient = async () => await aWorkspace({ name: 'Maison Lune' });

test('acts that see more than their member change no team of an archived workspace', async () => {
  const { admin, workspaceId } = await aClient();
  const lead = await aMember({ workspaceId, role: 'lead' });
  const { id: teamId } = await saveTeam(admin, { name: 'Care', memberIds: [lead.memberId] });
  await archive(admin);
  const audit = (await listAudit(admin)).entries;
  for (const caller of [admin, lead]) {
    await expect(saveTeam(caller, { name: 'New', memberIds: [] })).rejects.toMatchObject({ code: 'archived' });
    await expect(saveTeam(caller, { teamId, name: 'Other', memberIds: [] })).rejects.toMatchObject({
      code: 'archived',
    });
    await expect(deleteTeam(caller, { teamId })).rejects.toMatchObject({ code: 'archived' });
    expect(await listTeams(caller)).toMatchObject([{ id: teamId, name: 'Care', members: [{ id: lead.memberId }] }]);
  }
  expect((await listAudit(admin)).entries).toEqual(audit);
});

/** Inès has agreed at the network, and has not come back yet. */
async function anAgreement() {
  const { admin } = await aClient();
  const { id, authorizeUrl } = await beginConnection(admin, { network: 'x', origin: ORIGIN });
  const { params } = await followAt(authorizeUrl, 'Allow');
  const comeBack = async () => await answerConnection({ network: 'x', params, sessionId: await aSessionOf(admin) });
  return { admin, comeBack, attempt: () => database().prisma.connectAttempt.findFirst({ where: { id } }) };
}

test('a sign-in at a network that began before the archiving is not finished after it', async () => {
  const { admin, comeBack, attempt } = await anAgreement();
  await archive(admin);
  const before = await attempt();
  await expect(comeBack()).rejects.toMatchObject({ code: 'archived' });
  expect(before).toMatchObject({ answeredAt: null });
  expect(await attempt()).toEqual(before);
});

test('what a network has granted is deleted with the credentials', async () => {
  const { admin, comeBack, attempt } = await anAgreement();
  await comeBack();
  expect(await attempt()).not.toBeNull();
  await archive(admin, true);
  expect(await attempt()).toBeNull();
});
