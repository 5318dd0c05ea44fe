import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { createApiKey } from '#lib/workspaces/api-keys/create-api-key.ts';
import { sealWorkspace } from '#lib/workspaces/audit/seal-audit.ts';
import { type AuditFault, verifyAudit } from '#lib/workspaces/audit/verify-audit.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { aMember, anItem, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';

/** A workspace whose chain has several seals over lines of both sources. */
async function aChain() {
  const { workspaceId, admin } = await aWorkspace();
  for (let round = 0; round < 3; round += 1) {
    const item = await anItem({ workspaceId });
    await claimItem(admin, { itemId: item.id });
    await createApiKey(admin, { name: `key ${round}` });
    await sealWorkspace(workspaceId);
  }
  return { workspaceId, admin };
}

const kinds = (faults: AuditFault[]) => [...new Set(faults.map(({ kind }) => kind))].sort();

/** Does what no role of the application may do: the database's owner changes a log behind the product's back. */
const tamper = (sql: string, ...values: unknown[]) => database().prisma.$executeRawUnsafe(sql, ...values);

test('an untouched log is intact, and says how many lines the chain holds', async () => {
  const { workspaceId } = await aChain();
  const report = await verifyAudit({ workspaceId });
  expect(report).toMatchObject({ isIntact: true, faults: [], unsealedLines: 0, seals: 6 });
  expect(report.lines).toBe(6);
  await expect(verifyAudit({ workspaceId, head: report.head })).resolves.toMatchObject({ isIntact: true });
});

test.each([
  [
    'a changed audit line',
    `UPDATE "audit_entry" SET "subject" = 'another' WHERE "workspaceId" = $1::uuid AND "subject" = 'key 1'`,
    ['line_changed'],
  ],
  ['a changed author', `UPDATE "item_history" SET "memberId" = NULL WHERE "workspaceId" = $1::uuid`, ['line_changed']],
  [
    'a changed address',
    `UPDATE "audit_entry" SET "address" = '192.0.2.9' WHERE "workspaceId" = $1::uuid`,
    ['line_changed'],
  ],
  [
    'a missing line',
    `DELETE FROM "audit_entry" WHERE "workspaceId" = $1::uuid AND "subject" = 'key 1'`,
    ['line_missing'],
  ],
  [
    'a missing history line',
    `DELETE FROM "item_history" WHERE "workspaceId" = $1::uuid AND "act" = 'claimed'`,
    ['line_missing'],
  ],
  [
    'a line put in without a seal',
    `INSERT INTO "audit_entry" ("workspaceId", "act", "subject") VALUES ($1::uuid, 'member_added', 'x');
    DELETE FROM "audit_unsealed" WHERE "workspaceId" = $1::uuid`,
    ['line_unsealed'],
  ],
  [
    'a missing seal',
    `DELETE FROM "audit_seal" WHERE "workspaceId" = $1::uuid AND "number" = 3`,
    ['line_unsealed', 'seal_changed', 'seal_missing'],
  ],
  [
    'two seals in another order',
    `UPDATE "audit_seal" SET "number" = CASE "number" WHEN 2 THEN 103 ELSE 102 END WHERE "workspaceId" = $1::uuid AND "number" IN (2, 3);
    UPDATE "audit_seal" SET "number" = "number" - 100 WHERE "workspaceId" = $1::uuid AND "number" > 100`,
    ['seal_changed'],
  ],
  [
    'lines in another order',
    `UPDATE "audit_seal" SET "lineIds" = array_reverse("lineIds"), "digests" = substring("digests" from 33) || substring("digests" for 32) WHERE "workspaceId" = $1::uuid AND array_length("lineIds", 1) = 2`,
    [],
  ],
])('%s shows', async (what, sql, expected) => {
  const { workspaceId, admin } = await aChain();
  for (const statement of sql.split(';')) await tamper(statement.replaceAll('$1', `'${workspaceId}'`));
  if (what !== 'lines in another order') {
    const report = await verifyAudit({ workspaceId });
    expect(report.isIntact).toBe(false);
    expect(kinds(report.faults)).toEqual(expected);
    return;
  }
  await createApiKey(admin, { name: 'one' });
  await createApiKey(admin, { name: 'two' });
  await sealWorkspace(workspaceId);
  await tamper(sql.replaceAll('$1', `'${workspaceId}'`));
  expect(kinds((await verifyAudit({ workspaceId })).faults)).toEqual(['seal_changed']);
});

test('an end that was cut off shows to whoever kept the head', async () => {
  const { workspaceId } = await aChain();
  const { head } = await verifyAudit({ workspaceId });
  await tamper(`DELETE FROM "audit_entry" WHERE "workspaceId" = $1::uuid AND "subject" = 'key 2'`, workspaceId);
  await tamper(
    `DELETE FROM "item_history" WHERE "workspaceId" = $1::uuid AND "createdAt" = (SELECT max("createdAt") FROM "item_history" WHERE "workspaceId" = $1::uuid)`,
    workspaceId,
  );
  await tamper(`DELETE FROM "audit_seal" WHERE "workspaceId" = $1::uuid AND "number" > 4`, workspaceId);
  expect(await verifyAudit({ workspaceId })).toMatchObject({ isIntact: true });
  expect(kinds((await verifyAudit({ workspaceId, head })).faults)).toEqual(['head_missing']);
});

test('a chain that somebody computed anew without the secret is found', async () => {
  const { workspaceId } = await aChain();
  await tamper(
    `UPDATE "audit_seal" SET "signature" = sha256("hash") WHERE "workspaceId" = $1::uuid AND "number" = 6`,
    workspaceId,
  );
  expect(kinds((await verifyAudit({ workspaceId })).faults)).toEqual(['seal_forged']);
});

test('a hundred writers at once and several sealers leave a chain without a gap that holds every line once', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const items = await Promise.all(Array.from({ length: 20 }, () => anItem({ workspaceId })));
  let isWriting = true;
  const sealers = Array.from({ length: 4 }, async () => {
    while (isWriting) await sealWorkspace(workspaceId);
  });
  await Promise.all(
    Array.from({ length: 100 }, async (_, n) => {
      if (n % 2) return await addNote(admin, { itemId: items[n % 20]?.id ?? '', text: `note ${n}` });
      return await inWorkspace(workspaceId, (tx) =>
        recordAudit(tx, admin, { act: 'workspace_changed', subject: `${n}` }),
      );
    }),
  );
  isWriting = false;
  await Promise.all(sealers);
  await sealWorkspace(workspaceId);
  const report = await verifyAudit({ workspaceId });
  expect(report).toMatchObject({ isIntact: true, unsealedLines: 0, faults: [] });
  expect(report.lines).toBe(100);
  const [sealed] = await database().prisma.$queryRaw<{ ids: bigint; lines: bigint }[]>`
    SELECT count(DISTINCT id) AS ids, count(*) AS lines FROM "audit_seal", unnest("lineIds") AS id WHERE "workspaceId" = ${workspaceId}::uuid`;
  expect(sealed).toEqual({ ids: 100n, lines: 100n });
});

test('a line of a transaction that is still open is sealed once it has committed', async () => {
  const { workspaceId, admin } = await aWorkspace();
  await inWorkspace(workspaceId, async (tx) => {
    await recordAudit(tx, admin, { act: 'workspace_changed', subject: 'slow' });
    await createApiKey(admin, { name: 'quick' });
    expect(await sealWorkspace(workspaceId)).toBe(1);
  });
  expect(await sealWorkspace(workspaceId)).toBe(1);
  expect(await verifyAudit({ workspaceId })).toMatchObject({ isIntact: true, lines: 2, seals: 2 });
});

test('a bulk of many lines is split over several seals', async () => {
  const { workspaceId, admin } = await aWorkspace();
  await inWorkspace(workspaceId, async (tx) => {
    await tx.auditEntry.createMany({
      data: Array.from({ length: 2_500 }, (_, n) => ({
        workspaceId,
        memberId: admin.memberId,
        act: 'workspace_changed',
        subject: `${n}`,
      })),
    });
  });
  expect(await sealWorkspace(workspaceId)).toBe(2_500);
  expect(await verifyAudit({ workspaceId })).toMatchObject({ isIntact: true, lines: 2_500, seals: 3 });
});

test('no role of the application can change or delete a line or a seal, or seal for another workspace', async () => {
  const { workspaceId } = await aChain();
  const { lines, seals } = await verifyAudit({ workspaceId });
  const other = await aWorkspace();
  for (const table of ['audit_seal', 'audit_entry', 'item_history']) {
    // Only the erasure of an archived workspace does, on its date.
    expect(await inWorkspace(workspaceId, (tx) => tx.$executeRawUnsafe(`DELETE FROM "${table}"`))).toBe(0);
    for (const statement of [`UPDATE "${table}" SET "workspaceId" = "workspaceId"`, `TRUNCATE "${table}"`]) {
      await expect(
        inWorkspace(workspaceId, (tx) => tx.$executeRawUnsafe(statement)),
        statement,
      ).rejects.toThrow(/permission denied/);
    }
  }
  const planted = inWorkspace(other.workspaceId, (tx) =>
    tx.auditSeal.create({
      data: {
        workspaceId,
        number: 99n,
        source: 'audit',
        lineIds: [randomUUID()],
        firstAt: new Date(),
        lastAt: new Date(),
        digests: new Uint8Array(32),
        hash: new Uint8Array(32),
        signature: new Uint8Array(32),
        keyId: 'x',
      },
    }),
  );
  await expect(planted).rejects.toThrow(/row-level security/);
  expect(await inWorkspace(other.workspaceId, (tx) => tx.auditSeal.count())).toBe(0);
  expect(await verifyAudit({ workspaceId })).toMatchObject({ lines, seals });
  await aMember({ workspaceId: other.workspaceId });
});
