import { expect, test } from 'vitest';
import { isFirstRun } from '#lib/users/is-first-run.ts';
import { setUpCode } from '#lib/users/set-up-code.ts';
import { signIn } from '#lib/users/sign-in.ts';
import { database } from '#tests/support/owner-database.ts';
import { callerForSession } from '#lib/workspaces/members/caller-for-session.ts';
import { createWorkspace } from '#lib/clients/create-workspace.ts';
import { listAllWorkspaces } from '#lib/workspaces/operator/list-all-workspaces.ts';
import { listWorkspaces } from '#lib/workspaces/list-workspaces.ts';
import { setUp } from '#lib/workspaces/set-up.ts';
import { aVisitor, PASSWORD } from '#tests/support/users.ts';

const person = (n: number) => ({
  code: setUpCode(),
  organization: `Agence ${n}`,
  workspace: `Maison Aubry & Fils ${n}`,
  name: 'Inès Roux',
  email: `ines-${n}@example.test`,
  password: PASSWORD,
});

/** The number of transactions that wait for a lock. */
async function countWaiting(): Promise<number> {
  const [row] = await database().prisma.$queryRaw<{ waiting: number }[]>`
    select count(distinct pid)::int as waiting from pg_locks where not granted
      and (database is null or database = (select oid from pg_database where datname = current_database()))`;
  return row?.waiting ?? 0;
}

test('of many people who set up Parvis at once, one succeeds and nothing of the others remains', async () => {
  expect(await isFirstRun()).toBe(true);
  await expect(setUp({ ...person(0), code: 'guessed' }, aVisitor())).rejects.toMatchObject({
    code: 'wrong_set_up_code',
  });
  await expect(setUp({ ...person(0), password: 'password' }, aVisitor())).rejects.toMatchObject({
    code: 'weak_password',
  });
  await expect(setUp({ ...person(0), workspace: '   ' }, aVisitor())).rejects.toMatchObject({ code: 'invalid' });
  expect(await isFirstRun()).toBe(true);

  const settingUp: ReturnType<typeof setUp>[] = [];
  await database().prisma.$transaction(
    async (tx) => {
      // No request can create a user until all five have checked that there is none.
      await tx.$executeRaw`lock table "user" in share mode`;
      settingUp.push(...[1, 2, 3, 4, 5].map((n) => setUp(person(n), aVisitor())));
      void Promise.allSettled(settingUp);
      await expect.poll(countWaiting, { timeout: 15_000 }).toBe(settingUp.length);
    },
    { timeout: 20_000 },
  );
  const results = await Promise.allSettled(settingUp);
  const made = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const codes = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
  expect(made).toHaveLength(1);
  expect(codes).toEqual(Array(4).fill('already_exists'));
  expect(await isFirstRun()).toBe(false);
  const winner = results.findIndex(({ status }) => status === 'fulfilled') + 1;
  const slug = `maison-aubry-fils-${winner}`;
  expect(await listAllWorkspaces()).toMatchObject([{ slug, name: `Maison Aubry & Fils ${winner}`, members: 1 }]);

  const { sessionId, userId } = await signIn({ email: person(winner).email, password: PASSWORD }, aVisitor());
  const caller = await callerForSession(sessionId, slug);
  expect(caller).toMatchObject({ role: 'admin', userId });
  if (!caller) return;

  const second = await createWorkspace(caller, { name: 'Brasserie du Nord', slug: 'nord' });
  await expect(createWorkspace(caller, { name: 'Another', slug: 'nord' })).rejects.toMatchObject({
    code: 'already_exists',
    values: { field: 'slug' },
  });
  await expect(createWorkspace(caller, { name: 'Bad', slug: second.workspaceId })).rejects.toMatchObject({
    code: 'invalid',
  });
  const listed = await listWorkspaces(userId);
  expect(
    listed.map((workspace) => ({ slug: workspace.slug, role: workspace.role, openItems: workspace.openItems })),
  ).toEqual([
    { slug: 'nord', role: 'admin', openItems: 0 },
    { slug, role: 'admin', openItems: 0 },
  ]);
  expect(new Set(listed.map(({ organization }) => organization.id)).size).toBe(1);
});
