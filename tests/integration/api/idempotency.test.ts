import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pruneIdempotencyKeys } from '#lib/api/idempotency.ts';
import type { Caller } from '#lib/caller.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { database } from '#tests/support/owner-database.ts';
import { type Api, anApiKey, startApi } from '#tests/support/api-server.ts';
import { aMember, anItem, aWorkspace } from '#tests/support/factories.ts';

let api: Api;
let caller: Caller;
let key: string;
let itemId: string;

beforeAll(async () => {
  api = await startApi();
});

afterAll(async () => {
  await api.stop();
  await closeDatabase();
});

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

describe('an Idempotency-Key', () => {
  test('sent twice, does it once and gives the same answer twice', async () => {
    const first = await note('hello', 'k1');
    const second = await note('hello', 'k1');
    expect(first.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(await notes()).toBe(1);
    expect((await note('hello', 'k2')).headers.get('idempotent-replayed')).toBeNull();
    expect(await notes()).toBe(2);
  });

  test('sent ten times at once, does it once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, async () => await note('hello', 'k')));
    expect(await notes()).toBe(1);
    for (const { status, body } of answers)
      expect([200, 409]).toContain(status === 409 && body.code !== 'in_progress' ? 0 : status);
    expect((await note('hello', 'k')).status).toBe(200);
  });

  test('does not stand for another request', async () => {
    await note('hello', 'k');
    expect((await note('goodbye', 'k')).body).toMatchObject({ status: 422, code: 'idempotency_mismatch' });
    expect(await notes()).toBe(1);
  });

  test('is each member’s own', async () => {
    const colleague = await aMember({ workspaceId: caller.workspaceId });
    await note('hello', 'k');
    await note('hello', 'k', (await anApiKey(colleague)).key);
    expect(await notes()).toBe(2);
  });

  test('gives a refusal again too', async () => {
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

  test('keeps no secret that is shown once', async () => {
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

  test('is forgotten after a day', async () => {
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
