import { expect, test } from 'vitest';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { authenticateApiKey } from '#lib/workspaces/api-keys/authenticate-api-key.ts';
import { createApiKey } from '#lib/workspaces/api-keys/create-api-key.ts';
import { listApiKeys } from '#lib/workspaces/api-keys/list-api-keys.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { revokeApiKey } from '#lib/workspaces/api-keys/revoke-api-key.ts';
import { aMember, aWorkspace } from '#tests/support/factories.ts';

test('a key stands for its member in its workspace, by id, by slug, or by itself', async () => {
  const { workspaceId, slug, admin } = await aWorkspace();
  const { key } = await createApiKey(admin, { name: 'Reports' });
  expect(key).toMatch(/^parvis_[\w-]{22}_[\w-]{43}$/);
  for (const place of [workspaceId, slug, null]) expect(await authenticateApiKey(key, place)).toEqual(admin);
});

test("a key opens no other workspace, not even with that workspace's id written into it", async () => {
  const { admin } = await aWorkspace();
  const other = await aWorkspace();
  const { key } = await createApiKey(admin, { name: 'Reports' });
  const { key: otherKey } = await createApiKey(other.admin, { name: 'Reports' });
  expect(await authenticateApiKey(key, other.workspaceId)).toBeNull();
  expect(await authenticateApiKey(key, other.slug)).toBeNull();
  const forged = otherKey.slice(0, 30) + key.slice(30);
  expect(forged).toHaveLength(key.length);
  expect(await authenticateApiKey(forged, other.workspaceId)).toBeNull();
});

test.each([
  '',
  'parvis_',
  'Bearer x',
  `parvis_${'a'.repeat(22)}_${'b'.repeat(43)}`,
  `parvis_${'_'.repeat(66)}`,
  'parvis_\u0000',
])('what is no key (%j) is a stranger', async (key) => {
  expect(await authenticateApiKey(key, null)).toBeNull();
});

test('a revoked key is out at once, and cannot be revoked by another workspace', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const other = await aWorkspace();
  const { id, key } = await createApiKey(admin, { name: 'Reports' });
  await expect(revokeApiKey(other.admin, { apiKeyId: id })).rejects.toMatchObject({ code: 'not_found' });
  expect(await authenticateApiKey(key, workspaceId)).not.toBeNull();
  await revokeApiKey(admin, { apiKeyId: id });
  expect(await authenticateApiKey(key, workspaceId)).toBeNull();
  expect(await listApiKeys(admin)).toEqual([]);
  await expect(revokeApiKey(admin, { apiKeyId: id })).rejects.toMatchObject({ code: 'not_found' });
});

test('the keys of a member who left open nothing', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const leaving = await aMember({ workspaceId, role: 'admin' });
  const { key } = await createApiKey(leaving, { name: 'Reports' });
  await removeMember(admin, leaving);
  expect(await authenticateApiKey(key, workspaceId)).toBeNull();
});

test('the key itself is kept nowhere, and its use is noted', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const { key } = await createApiKey(admin, { name: 'Reports' });
  expect(await listApiKeys(admin)).toMatchObject([{ name: 'Reports', lastUsedAt: null }]);
  await authenticateApiKey(key, workspaceId);
  const [listed] = await listApiKeys(admin);
  expect(Date.now() - Date.parse(listed?.lastUsedAt ?? '')).toBeLessThan(30_000);
  const kept = await inWorkspace(workspaceId, (tx) => tx.apiKey.findMany());
  expect(JSON.stringify(kept)).not.toContain(key.slice(30, 60));
});

test('only an admin makes, sees and revokes keys', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const { id } = await createApiKey(admin, { name: 'Reports' });
  for (const role of ['lead', 'manager', 'client'] as const) {
    const member = await aMember({ workspaceId, role });
    await expect(createApiKey(member, { name: 'Mine' })).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(listApiKeys(member)).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(revokeApiKey(member, { apiKeyId: id })).rejects.toMatchObject({ code: 'not_allowed' });
  }
});
