import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Operation } from '#lib/api/operation.ts';
import { operations } from '#lib/api/operations.ts';
import { type Caller, permissions, type Role } from '#lib/caller.ts';
import { pullNow } from '#lib/channels/pull-now.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { undoAct } from '#lib/items/undo-act.ts';
import { closeQueues } from '#lib/queue/enqueue.ts';
import { Refusal } from '#lib/refusal.ts';
import { roles } from '#lib/workspaces/types.ts';
import { type Api, anApiKey, startApi } from '#tests/support/api-server.ts';
import { aChannel, aMember, anItem, aWorkspace } from '#tests/support/factories.ts';

let api: Api;
let workspaceId: string;
const members = {} as Record<Role, { caller: Caller; key: string }>; // filled for every role before the first test

beforeAll(async () => {
  api = await startApi();
  ({ workspaceId } = await aWorkspace());
  for (const role of roles) {
    const caller = await aMember({ workspaceId, role });
    members[role] = { caller, key: (await anApiKey(caller)).key };
  }
});

afterAll(async () => {
  await api.stop();
  await closeQueues();
  await closeDatabase();
});

/** Status and code of an answer; the body of an event stream has no end and is not read. */
async function send({ method, path, takes, gives }: Operation, key: string) {
  const below = path.replace(/\{\w+\}/g, () => randomUUID());
  const response = await fetch(`${api.origin}/api/v1/workspaces/${workspaceId}${below && `/${below}`}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': takes ? 'image/png' : 'application/json' },
    ...(method === 'POST' || method === 'PATCH' ? { body: takes ? new Uint8Array(8) : '{}' } : {}),
  });
  if (gives === 'text/event-stream' && response.ok) {
    await response.body?.cancel();
    return { status: response.status, code: null };
  }
  const text = await response.text();
  const isProblem = response.headers.get('content-type')?.includes('problem+json');
  return { status: response.status, code: isProblem ? String((JSON.parse(text) as { code: string }).code) : null };
}

describe('each role', () => {
  const all = operations.map((operation) => [operation.id, operation] as const);

  test.each(all)('may call the operation %s exactly when the table of permissions says so', async (id, operation) => {
    // Ending one's own membership is everyone's right; here it is somebody else's.
    const needed = id === 'removeMember' ? 'members.manage' : operation.act.permission;
    for (const role of roles) {
      const { status, code } = await send(operation, members[role].key);
      const allowed: readonly Role[] = permissions[needed];
      if (allowed.includes(role)) expect([role, code]).not.toEqual([role, 'not_allowed']);
      else expect([role, status, code]).toEqual([role, 403, 'not_allowed']);
      expect([role, status < 500]).toEqual([role, true]);
    }
  });
});

test('a client who wrote a note takes it back', async () => {
  const { id } = await anItem({ workspaceId });
  const { key } = members.client;
  const written = await api.call('POST', `workspaces/${workspaceId}/items/${id}/note`, { key, body: { text: 'Oops' } });
  expect(written.status).toBe(200);
  const undone = await api.call('POST', `workspaces/${workspaceId}/undo`, { key, body: { undo: written.body.undo } });
  expect([undone.status, undone.body.undone]).toEqual([200, 1]);
  const item = await api.call('GET', `workspaces/${workspaceId}/items/${id}`, { key });
  expect(item.body.notes).toEqual([]);
});

test('a member who lost the right to an act cannot undo it', async () => {
  const { id } = await anItem({ workspaceId });
  const manager = await aMember({ workspaceId });
  const { undo } = await resolveItem(manager, { itemId: id });
  const demoted = { ...manager, role: 'client' as const };
  await expect(undoAct(demoted, { undo: undo ?? '' })).rejects.toEqual(
    new Refusal('not_allowed', { permission: 'items.work' }),
  );
});

test('only a member who manages channels can have one read at once, whichever way she asks', async () => {
  const { id: channelId } = await aChannel({ workspaceId });
  const { caller, key } = members.lead;
  const refused = { permission: 'channels.manage' };
  await expect(pullNow(caller, { channelId })).rejects.toEqual(new Refusal('not_allowed', refused));
  const answer = await api.call('POST', `workspaces/${workspaceId}/channels/${channelId}/pull`, { key });
  expect([answer.status, answer.body.permission]).toEqual([403, 'channels.manage']);
});
