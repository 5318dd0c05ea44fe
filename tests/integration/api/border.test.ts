import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Operation } from '#lib/api/operation.ts';
import { operations } from '#lib/api/operations.ts';
import type { Caller } from '#lib/caller.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { database } from '#tests/support/owner-database.ts';
import { type Api, type ApiAnswer, anApiKey, startApi } from '#tests/support/api-server.ts';
import { aChannel, aMember, aMessage, anItem, aPost, aTag, aWorkspace } from '#tests/support/factories.ts';
import { sumTables } from '#tests/support/sum-tables.ts';
import { arbitraryOf, takesIds } from './arbitrary-of.ts';

/** Part of every text in the other workspace. */
const MARK = 'zzsecretzz';

type Other = { caller: Caller; key: string; ids: string[]; itemId: string };

let api: Api;
let caller: Caller;
let key: string;
let other: Other;

beforeAll(async () => {
  api = await startApi();
  caller = (await aWorkspace()).admin;
  key = (await anApiKey(caller)).key;
  other = await fillOtherWorkspace();
});

afterAll(async () => {
  await api.stop();
  await closeDatabase();
});

/** A workspace with a row in every table whose ids the API takes. */
async function fillOtherWorkspace(): Promise<Other> {
  const { admin } = await aWorkspace({ name: MARK });
  const { workspaceId } = admin;
  const colleague = await aMember({ workspaceId, name: MARK });
  const channel = await aChannel({ workspaceId, name: MARK, handle: MARK });
  const post = await aPost({ workspaceId, channelId: channel.id, text: MARK });
  const item = await anItem({
    workspaceId,
    channelId: channel.id,
    postId: post.id,
    ownerId: colleague.memberId,
    preview: MARK,
  });
  const message = await aMessage({ workspaceId, itemId: item.id, text: MARK });
  const tag = await aTag({ workspaceId, name: 'delivery', itemId: item.id });
  const apiKey = await anApiKey(admin);
  const { prisma } = database();
  const action = await prisma.action.create({
    data: {
      workspaceId,
      itemId: item.id,
      channelId: channel.id,
      kind: 'reply',
      state: 'failed',
      targetId: message.id,
      memberId: colleague.memberId,
      dueAt: new Date(),
      errorKind: 'refused',
      errorDetail: MARK,
    },
  });
  const note = await prisma.note.create({
    data: { workspaceId, itemId: item.id, memberId: admin.memberId, text: MARK },
  });
  const guidance = await prisma.guidance.create({
    data: { workspaceId, words: [MARK], fr: MARK, startsAt: new Date() },
  });
  const bytes = Buffer.from(MARK);
  const file = await prisma.noteFile.create({
    data: {
      workspaceId,
      itemId: item.id,
      noteId: note.id,
      uploaderId: admin.memberId,
      name: MARK,
      mimeType: 'text/plain',
      size: bytes.length,
      bytes,
    },
  });
  const attachment = await prisma.attachment.create({
    data: { workspaceId, kind: 'image', altText: MARK, mimeType: 'image/png', bytes: Buffer.from(MARK) },
  });
  const view = await prisma.savedView.create({ data: { workspaceId, name: MARK, filter: {} } });
  const invitation = await prisma.invitation.create({
    data: {
      workspaceId,
      email: `${MARK}@example.test`,
      role: 'lead',
      tokenHash: MARK,
      expiresAt: new Date(Date.now() + 1e9),
    },
  });
  const rows = [channel, post, item, message, tag, apiKey, action, note, attachment, view, invitation, guidance, file];
  const ids = [
    ...rows.map(({ id }) => id),
    admin.memberId,
    colleague.memberId,
    admin.userId,
    item.contactId,
    workspaceId,
  ];
  return { caller: admin, key: apiKey.key, ids, itemId: item.id };
}

const sumOther = async () => await sumTables(other.caller.workspaceId);

const join = (path: string) => `workspaces/${caller.workspaceId}${path === '' ? '' : `/${path}`}`;

type Input = { params: Record<string, string>; query: Record<string, string | string[] | undefined>; body: unknown };

async function send(operation: Operation, { params, query, body }: Input): Promise<ApiAnswer> {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, value.toString());
  const { takes, method } = operation;
  const json = ['POST', 'PATCH'].includes(method) ? { body: body ?? {} } : {};
  const payload = takes ? { raw: 'x', headers: { 'content-type': takes.types[0] ?? '' } } : json;
  return await api.call(method, `${join(path)}?${search}`, { key, ...payload });
}

/** The same input, with unknown ids in place of those of the other workspace. */
function withUnknownIds<T>(input: T, unknown: Map<string, string>): T {
  const text = other.ids.reduce((all, id) => all.replaceAll(id, unknown.get(id) ?? ''), JSON.stringify(input));
  return JSON.parse(text) as T;
}

/** An answer without what differs between two requests. */
function comparable({ status, text }: ApiAnswer, unknown: Map<string, string>): unknown {
  // An export of the audit log is itself a line of the next one.
  const body = text.replace(/"instance":"[^"]+"|"createdAt":"[^"]+"/g, '').replace(/^.*audit_exported.*\n/gm, '');
  const mapped = [...unknown].reduce((all, [known, id]) => all.replaceAll(known, id), body);
  // Created rows have a new id (version 7) each time; the unknown ids are of version 4.
  return { status, body: mapped.replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'new') };
}

/** A name of a workspace in addresses is taken once: the next who asks for it gets it too. */
async function freeSlugs(): Promise<void> {
  await database().pool.query(`UPDATE "workspace" SET "slug" = "id"::text`);
}

const withIds = operations.filter(({ params, query, body }) => [params, query, body].some(takesIds));

describe('ids of another workspace', () => {
  test.each(withIds.map((operation) => [operation.id, operation] as const))(
    '%s treats ids of another workspace as ids that do not exist',
    async (_, operation) => {
      const before = await sumOther();
      const ids = fc.constantFrom(...other.ids);
      const inputs = fc.record({
        params: arbitraryOf(operation.params, ids),
        query: arbitraryOf(operation.query, ids),
        body: arbitraryOf(operation.body, ids),
      }) as fc.Arbitrary<Input>; // records, since these schemas are objects
      await fc.assert(
        fc.asyncProperty(inputs, async (input) => {
          const unknown = new Map(other.ids.map((id) => [id, randomUUID()]));
          // Only a few may wait at once.
          await database().prisma.bulkJob.deleteMany({});
          const answer = await send(operation, input);
          await freeSlugs();
          const expected = await send(operation, withUnknownIds(input, unknown));
          await freeSlugs();
          expect(comparable(answer, unknown)).toEqual(comparable(expected, unknown));
          expect(answer.text).not.toContain(MARK);
          expect(answer.status).toBeLessThan(500);
          // Or 422, when other parts of the input are wrong too.
          if (takesIds(operation.params)) expect([404, 422]).toContain(answer.status);
        }),
        { numRuns: 12 },
      );
      expect(await sumOther()).toBe(before);
    },
  );

  test.each(
    withIds
      .filter(({ path }) => path.startsWith('items/{itemId}'))
      .map((operation) => [operation.id, operation] as const),
  )('%s on an own item treats ids of another workspace as ids that do not exist', async (_, operation) => {
    const before = await sumOther();
    const ids = fc.constantFrom(...other.ids);
    const inputs = fc.record({ query: arbitraryOf(operation.query, ids), body: arbitraryOf(operation.body, ids) });
    await fc.assert(
      fc.asyncProperty(inputs as fc.Arbitrary<Omit<Input, 'params'>>, async (input) => {
        const unknown = new Map(other.ids.map((id) => [id, randomUUID()]));
        // Two equal items, since the first call may change its item.
        const { channelId, id: first } = await anItem({ workspaceId: caller.workspaceId });
        const { id: second } = await anItem({ workspaceId: caller.workspaceId, channelId });
        const answer = await send(operation, { params: { itemId: first }, ...input });
        const expected = await send(operation, { params: { itemId: second }, ...withUnknownIds(input, unknown) });
        expect([answer.status, answer.body.code]).toEqual([expected.status, expected.body.code]);
        expect(answer.text).not.toContain(MARK);
        expect(answer.status).toBeLessThan(500);
      }),
      { numRuns: 6 },
    );
    expect(await sumOther()).toBe(before);
  });

  test('a member cannot undo an act of another workspace', async () => {
    const claimed = await api.call('POST', `workspaces/${other.caller.workspaceId}/items/${other.itemId}/tag`, {
      key: other.key,
      body: { add: ['mine'] },
    });
    expect(claimed.body.undo).toEqual(expect.any(String));
    const before = await sumOther();
    const answer = await api.call('POST', `workspaces/${caller.workspaceId}/undo`, {
      key,
      body: { undo: claimed.body.undo },
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).not.toContain(MARK);
    expect(await sumOther()).toBe(before);
  });

  test('the key of one workspace opens no other', async () => {
    for (const operation of operations) {
      const path = operation.path.replace(/\{\w+\}/g, randomUUID());
      const answer = await api.call(operation.method, join(path), { key: other.key });
      expect([operation.id, answer.status, answer.body.code]).toEqual([operation.id, 404, 'not_found']);
    }
  });
});
