import { beforeEach, describe, expect, test } from 'vitest';
import { pruneIdempotencyKeys } from '#lib/api/idempotency.ts';
import type { Caller } from '#lib/caller.ts';
import { database } from '#tests/support/owner-database.ts';
import { anApiKey, serveApi } from '#tests/support/api-server.ts';
import { aMember, anItem, aWorkspace } from '#tests/support/factories.ts';

const api = await serveApi();
let caller: Caller;
let key: string;
let itemId: string;

beforeEach(async () => {
  caller = (await aWorkspace()).admin;
  key = (await anApiKey(caller)).key;
  itemId = (await anItem({ workspaceId: caller.workspaceId })).id;
});

const note = async (text: string, idempotencyKey: string, by = key) =>
  await api.call('POST', `workspaces/${caller.workspaceId}/items/${itemId}/note`, {
    key: by,
    body: { text },
    headers: { 'idempotency-key': idempotencyKey },
  });
const notes = async () => await database().prisma.note.count({ where: { itemId } });

describe('the Idempotency-Key header', () => {
  test('the same Idempotency-Key sent twice acts once and answers twice', async () => {
    const first = await note('hello', 'k1');
    const second = await note('hello', 'k1');
    expect(first.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(await notes()).toBe(1);
    expect((await note('hello', 'k2')).headers.get('idempotent-replayed')).toBeNull();
    expect(await notes()).toBe(2);
  });

  test('the same Idempotency-Key sent ten times at once acts once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, async () => await note('hello', 'k')));
    expect(await notes()).toBe(1);
    for (const { status, body } of answers)
      expect([200, 409]).toContain(status === 409 && body.code !== 'in_progress' ? 0 : status);
    expect((await note('hello', 'k')).status).toBe(200);
  });

  test('an Idempotency-Key cannot be reused for a different request', async () => {
    await note('hello', 'k');
    expect((await note('goodbye', 'k')).body).toMatchObject({ status: 422, code: 'idempotency_mismatch' });
    expect(await notes()).toBe(1);
  });

  test('two members may use the same Idempotency-Key', async () => {
    const colleague = await aMember({ workspaceId: caller.workspaceId });
    await note('hello', 'k');
    await note('hello', 'k', (await anApiKey(colleague)).key);
    expect(await notes()).toBe(2);
  });

  test('the same Idempotency-Key repeats a refusal too', async () => {
    const claim = async (by: string) =>
      await api.call('POST', `workspaces/${caller.workspaceId}/items/${itemId}/claim`, {
        key: by,
        headers: { 'idempotency-key': 'c' },
      });
    const colleague = await aMember({ workspaceId: caller.workspaceId });
    await claim((await anApiKey(colleague)).key);
    const lost = await claim(key);
    expect(lost.status).toBe(409);
    await api.call('POST', `workspaces/${caller.workspaceId}/items/${itemId}/release`, { key });
    expect((await claim(key)).body).toEqual(lost.body);
  });

  test('the answer stored for an Idempotency-Key contains no secret that is shown only once', async () => {
    const make = async () =>
      await api.call('POST', `workspaces/${caller.workspaceId}/api-keys`, {
        key,
        body: { name: 'x' },
        headers: { 'idempotency-key': 's' },
      });
    const made = await make();
    expect(made.body.key).toEqual(expect.any(String));
    const again = await make();
    expect(again.body).toEqual({ id: made.body.id, prefix: made.body.prefix });
    expect(JSON.stringify(await database().prisma.idempotencyKey.findMany())).not.toContain(String(made.body.key));
  });

  test('an Idempotency-Key is forgotten after a day', async () => {
    await note('hello', 'k');
    const age = `update idempotency_key set "createdAt" = now() - interval '25 hours'`;
    await database().pool.query(age);
    expect((await note('hello', 'k')).headers.get('idempotent-replayed')).toBeNull();
    expect(await notes()).toBe(2);
    await database().pool.query(age);
    expect(await pruneIdempotencyKeys()).toBeGreaterThan(0);
    expect(await database().prisma.idempotencyKey.count()).toBe(0);
  });
});
