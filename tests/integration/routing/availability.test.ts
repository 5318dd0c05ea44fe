import { expect, test } from 'vitest';
import { getTeam } from '#lib/items/team/get-team.ts';
import { listAudit } from '#lib/workspaces/list-audit.ts';
import { getAvailability } from '#lib/workspaces/availability/get-availability.ts';
import { setAvailability } from '#lib/workspaces/availability/set-availability.ts';
import { alwaysHere } from '#lib/workspaces/availability/types.ts';
import { aMember, aWorkspace } from '#tests/support/factories.ts';

async function aTeam() {
  const { workspaceId, admin } = await aWorkspace();
  return { workspaceId, admin, ines: await aMember({ workspaceId, name: 'Inès' }) };
}

test('a member says that she is on a break until a time, and her lead sees it', async () => {
  const { admin, ines } = await aTeam();
  const backAt = new Date(Date.now() + 3_600_000).toISOString();
  const view = await setAvailability(ines, { isAway: true, reason: 'break', backAt });
  expect(view).toMatchObject({ isAway: true, absence: { kind: 'away', reason: 'break', until: backAt } });
  const { members } = await getTeam(admin);
  expect(members.find(({ id }) => id === ines.memberId)?.absence).toEqual({
    kind: 'away',
    reason: 'break',
    until: backAt,
  });
  expect(members.find(({ id }) => id === admin.memberId)?.absence).toBeNull();
});

test('what is absent stays, and who comes back has no reason and no return', async () => {
  const { ines } = await aTeam();
  const hours = [{ weekday: 1, from: '09:00', until: '24:00' }];
  await setAvailability(ines, { hours, daysOff: ['2026-12-25', '2026-12-25'], timeZone: 'America/Toronto' });
  await setAvailability(ines, { isAway: true, reason: 'sick', backAt: null });
  const back = await setAvailability(ines, { isAway: false });
  expect(back).toMatchObject({
    hours,
    daysOff: ['2026-12-25'],
    timeZone: 'America/Toronto',
    reason: null,
    backAt: null,
  });
  expect(await getAvailability(ines)).toMatchObject({ hours, daysOff: ['2026-12-25'] });
  expect(await setAvailability(ines, { hours: [], daysOff: [] })).toMatchObject({ hours: [], daysOff: [] });
});

test('a member without a setting is here, in the time zone of the workspace', async () => {
  const { ines } = await aTeam();
  expect(await getAvailability(ines)).toEqual({ ...alwaysHere, workspaceTimeZone: 'Europe/Paris', absence: null });
});

test.each([
  ['hours that end before they begin', { hours: [{ weekday: 1, from: '17:00', until: '09:00' }] }, 'hours'],
  ['a weekday twice', { hours: [1, 1].map((weekday) => ({ weekday, from: '09:00', until: '10:00' })) }, 'hours'],
  ['a time zone that does not exist', { timeZone: 'Europe/Atlantis' }, 'timeZone'],
  ['a day that does not exist', { daysOff: ['2026-02-30'] }, 'daysOff'],
])('refuses %s', async (_what, input, field) => {
  const { ines } = await aTeam();
  await expect(setAvailability(ines, input)).rejects.toMatchObject({ code: 'invalid', values: { field } });
});

test('a client has no availability', async () => {
  const { workspaceId } = await aTeam();
  const client = await aMember({ workspaceId, role: 'client' });
  await expect(setAvailability(client, { isAway: true })).rejects.toMatchObject({ code: 'not_allowed' });
});

test('two changes at once by one member follow each other, and each leaves a line', async () => {
  const { admin, ines } = await aTeam();
  await Promise.all([
    setAvailability(ines, { daysOff: ['2026-12-24', '2026-12-25'] }),
    setAvailability(ines, { daysOff: ['2026-12-25', '2026-12-26'] }),
  ]);
  const { daysOff } = await getAvailability(ines);
  expect(daysOff).toHaveLength(2);
  const { entries } = await listAudit(admin, {});
  expect(entries.filter(({ act, member }) => act === 'availability_set' && member?.id === ines.memberId)).toHaveLength(
    2,
  );
});
