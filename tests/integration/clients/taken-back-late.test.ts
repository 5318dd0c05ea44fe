import { expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { archiveWorkspace } from '#lib/clients/archive/archive-workspace.ts';
import { setEraseDate } from '#lib/clients/archive/set-erase-date.ts';
import { takeBackWorkspace } from '#lib/clients/archive/take-back-workspace.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import { whileHeld } from '#tests/support/while-held.ts';

/** An archived workspace whose date comes in a moment. */
async function anEnding(inMs: number) {
  const { admin, workspaceId } = await aWorkspace({ name: 'Maison Lune' });
  await archiveWorkspace(admin, { name: 'Maison Lune', eraseAfterDays: 7, endsAccess: false });
  const { eraseAt } = await database().prisma.workspace.update({
    where: { id: workspaceId },
    data: { archivedAt: new Date(), eraseAt: new Date(Date.now() + inMs) },
  });
  return { admin, workspaceId, eraseAt };
}

const acts: [string, (admin: Caller) => Promise<unknown>][] = [
  ['taken back', takeBackWorkspace],
  ['given another date', (admin) => setEraseDate(admin, { eraseAfterDays: null })],
];

test.each(acts)('while a worker begins to erase it, a workspace is not %s', async (_, act) => {
  const { admin, workspaceId, eraseAt } = await anEnding(3_000);
  const erasing = { statement: 'SELECT FROM "workspace" WHERE "id" = $1 FOR UPDATE', values: [workspaceId] };
  const late = whileHeld(erasing, {
    begin: () => act(admin),
    meanwhile: () =>
      waitFor('its date has come', async () => {
        const sql = 'SELECT clock_timestamp() > $1 AS "hasCome"';
        return (await database().pool.query<{ hasCome: boolean }>(sql, [eraseAt])).rows[0]?.hasCome;
      }),
  });
  await expect(late).rejects.toMatchObject({ code: 'being_erased' });
  expect(await database().prisma.workspace.findUnique({ where: { id: workspaceId } })).toMatchObject({ eraseAt });
});

test.each(acts)('what has a certificate of its erasure is not %s, whatever its date', async (_, act) => {
  const { admin, workspaceId } = await anEnding(3_600_000);
  const { organizationId } = await database().prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const begun = { organizationId, workspaceId, name: 'Maison Lune', slug: 'maison-lune', archivedAt: new Date() };
  await database().prisma.workspaceErasure.create({ data: begun });
  await expect(act(admin)).rejects.toMatchObject({ code: 'being_erased' });
});
