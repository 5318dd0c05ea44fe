import { expect, test } from 'vitest';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { authenticateApiKey } from '#lib/workspaces/api-keys/authenticate-api-key.ts';
import { createApiKey } from '#lib/workspaces/api-keys/create-api-key.ts';
import { listApiKeys } from '#lib/workspaces/api-keys/list-api-keys.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { revokeApiKey } from '#lib/workspaces/api-keys/revoke-api-key.ts';
import { aMember, aWorkspace } from '#tests/support/factories.ts';

test('an API key acts as its member in its workspace, named by id, by slug or not at all', async () => {
  const { workspaceId, slug, admin } = await aWorkspace();
  const { key } = await createApiKey(admin, { name: 'Reports' });
  expect(key).toMatch(/^parvis_[\w-]{22}_[\w-]{43}$/);
  for (const workspace of [workspaceId, slug, null]) expect(await authenticateApiKey(key, workspace)).toEqual(admin);
});

test("an API key opens no other workspace, even with that workspace's id written into it", async () => {
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
])('%j is not an API key', async (key) => {
  expect(await authenticateApiKey(key, null)).toBeNull();
});

test('a revoked API key stops working at once, and another workspace cannot revoke it', async () => {
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

test('the API keys of a member who left stop working', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const leaving = await aMember({ workspaceId, role: 'admin' });
  const { key } = await createApiKey(leaving, { name: 'Reports' });
  await removeMember(admin, leaving);
  expect(await authenticateApiKey(key, workspaceId)).toBeNull();
});

test('an API key is stored only as a hash, and its use is recorded', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const { key } = await createApiKey(admin, { name: 'Reports' });
  expect(await listApiKeys(admin)).toMatchObject([{ name: 'Reports', lastUsedAt: null }]);
  const usedAfter = Date.now();
  await authenticateApiKey(key, workspaceId);
  const [listed] = await listApiKeys(admin);
  expect(Date.parse(listed?.lastUsedAt ?? '')).toBeGreaterThanOrEqual(usedAfter);
  const kept = await inWorkspace(workspaceId, (tx) => tx.apiKey.findMany());
  expect(JSON.stringify(kept)).not.toContain(key.slice(30, 60));
});

test('only an admin creates, lists and revokes API keys', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const { id } = await createApiKey(admin, { name: 'Reports' });
  for (const role of ['lead', 'manager', 'client'] as const) {
    const member = await aMember({ workspaceId, role });
    await expect(createApiKey(member, { name: 'Mine' })).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(listApiKeys(member)).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(revokeApiKey(member, { apiKeyId: id })).rejects.toMatchObject({ code: 'not_allowed' });
  }
});
