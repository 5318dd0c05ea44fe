import { expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { withOrigin } from '#lib/origin.ts';
import { createApiKey } from '#lib/workspaces/api-keys/create-api-key.ts';
import { exportAudit } from '#lib/workspaces/audit/export-audit.ts';
import { recordForUser } from '#lib/workspaces/audit/record-for-user.ts';
import { listAudit } from '#lib/workspaces/list-audit.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { anApiKey, serveApi } from '#tests/support/api-server.ts';
import { aMember, anItem, aWorkspace } from '#tests/support/factories.ts';
import { aSignedInMember } from '#tests/support/users.ts';

const api = await serveApi();

const textOf = async (stream: ReadableStream<Uint8Array>) => await new Response(stream).text();

const write = (caller: Caller, subjects: string[]) =>
  inWorkspace(caller.workspaceId, async (tx) => {
    for (const subject of subjects) await recordAudit(tx, caller, { act: 'workspace_changed', subject });
  });

test('acts on items and acts on the workspace stand in one log, with who and from where', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const { sessionId, caller } = await aSignedInMember({ workspaceId });
  const item = await anItem({ workspaceId });
  const key = await anApiKey(admin);
  const claimed = await api.call('POST', `workspaces/${workspaceId}/items/${item.id}/claim`, { sessionId, body: {} });
  expect(claimed.status).toBe(200);
  await api.call('POST', `workspaces/${workspaceId}/api-keys`, { key: key.key, body: { name: 'another' } });
  const { entries } = await listAudit(admin);
  expect(entries).toMatchObject([
    {
      source: 'audit',
      act: 'api_key_created',
      subject: 'another',
      apiKey: { id: key.id, name: 'test' },
      sessionId: null,
    },
    { source: 'history', act: 'claimed', itemId: item.id, member: { id: caller.memberId }, sessionId, apiKey: null },
  ]);
});

test('the address is stored with the line, by whichever way the line is written', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const item = await anItem({ workspaceId });
  await withOrigin({ address: '192.0.2.7' }, async () => {
    await claimItem(admin, { itemId: item.id });
    await createApiKey(admin, { name: 'here' });
    await recordForUser(admin.userId, { act: 'signed_in' });
  });
  await createApiKey(admin, { name: 'nowhere' });
  const { entries } = await listAudit(admin);
  expect(entries.map(({ act, address }) => [act, address])).toEqual([
    ['api_key_created', null],
    ['signed_in', '192.0.2.7'],
    ['api_key_created', '192.0.2.7'],
    ['claimed', '192.0.2.7'],
  ]);
  expect((await listAudit(admin, { text: '192.0.2' })).entries).toHaveLength(3);
});

test('the log is searched by text, member, item, act, author and time', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const other = await aMember({ workspaceId, role: 'admin' });
  const item = await anItem({ workspaceId });
  await write(admin, ['100% wool', 'cotton']);
  await write(other, ['silk_']);
  await claimItem(other, { itemId: item.id });
  const subjects = async (filter: Parameters<typeof listAudit>[1]) =>
    (await listAudit(admin, filter)).entries.map(({ act, subject }) => (act === 'claimed' ? act : subject));
  expect(await subjects({ text: 'COTT' })).toEqual(['cotton']);
  expect(await subjects({ text: '%' })).toEqual(['100% wool']);
  expect(await subjects({ text: '_' })).toContain('silk_');
  expect(await subjects({ memberId: other.memberId })).toEqual(['claimed', 'silk_']);
  expect(await subjects({ itemId: item.id })).toEqual(['claimed']);
  expect(await subjects({ act: 'claimed' })).toEqual(['claimed']);
  expect(await subjects({ by: 'product' })).not.toContain('cotton');
  const hourAgo = new Date(Date.now() - 3_600_000);
  expect(await subjects({ until: hourAgo })).toEqual([]);
  expect(await subjects({ from: hourAgo, by: 'people' })).toHaveLength(4);
});

test('the log is read page by page without a gap, and belongs to one workspace', async () => {
  const { admin } = await aWorkspace();
  const other = await aWorkspace();
  const names = Array.from({ length: 120 }, (_, n) => `n${n}`);
  await write(admin, names);
  await write(other.admin, ['theirs']);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listAudit(admin, { cursor });
    seen.push(...page.entries.map(({ subject }) => subject));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  // Of two lines of one millisecond, either may come first.
  expect(seen.toSorted()).toEqual(names.toSorted());
});

test('an export breaks off once its admin was removed, before the lines of the next page', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const leaver = await aMember({ workspaceId, role: 'admin' });
  await write(
    admin,
    Array.from({ length: 2_500 }, (_, n) => `n${n}`),
  );
  const reader = (await exportAudit(leaver, { format: 'json' })).getReader();
  const first = await reader.read();
  expect(first.done).toBe(false);
  await removeMember(admin, { memberId: leaver.memberId });
  await expect(readOut(reader)).rejects.toMatchObject({ code: 'not_allowed' });
});

async function readOut(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<number> {
  for (let bytes = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return bytes;
    bytes += value.length;
  }
}

test('the export streams every line as CSV and as JSON, defuses formulas, and is itself a line', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const names = Array.from({ length: 1_200 }, (_, n) => `n${n}`);
  await write(admin, [...names, '=HYPERLINK("x")', 'Ada;=HYPERLINK("y")', 'with "quotes", and\na line']);
  const csv = await textOf(await exportAudit(admin, { format: 'csv' }));
  expect(csv.split('\r\n')[0]).toBe(
    'id,createdAt,source,act,member,memberId,subject,itemId,address,sessionId,apiKey,apiKeyId,details',
  );
  expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
  expect(csv).toContain(`"Ada;'=HYPERLINK(""y"")"`);
  expect(csv).toContain('"with ""quotes"", and\na line"');
  const lines = JSON.parse(await textOf(await exportAudit(admin, { format: 'json', text: 'n' }))) as unknown[];
  expect(lines.length).toBeGreaterThanOrEqual(1_200);
  const { entries } = await listAudit(admin, { act: 'audit_exported' });
  expect(entries.map(({ subject }) => subject)).toEqual(['json', 'csv']);

  const { key } = await anApiKey(admin);
  const path = `${api.origin}/api/v1/workspaces/${workspaceId}/audit/export`;
  const answer = await fetch(`${path}?format=json`, { headers: { authorization: `Bearer ${key}` } });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
  expect((JSON.parse(await answer.text()) as unknown[]).length).toBe(1_206);
  const { key: lead } = await anApiKey(await aMember({ workspaceId, role: 'lead' }));
  expect((await fetch(path, { headers: { authorization: `Bearer ${lead}` } })).status).toBe(403);
});
