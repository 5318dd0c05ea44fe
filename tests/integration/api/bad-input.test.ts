import { beforeEach, describe, expect, test, vi } from 'vitest';
import { handle } from '#lib/api/handle.ts';
import type { Caller } from '#lib/caller.ts';
import { database } from '#tests/support/owner-database.ts';
import { env } from '#lib/env.ts';
import { log } from '#lib/log.ts';
import { revokeApiKey } from '#lib/workspaces/api-keys/revoke-api-key.ts';
import { type ApiAnswer, type ApiCall, anApiKey, aSession, serveApi } from '#tests/support/api-server.ts';
import { anItem, aWorkspace } from '#tests/support/factories.ts';

const api = await serveApi();
let caller: Caller;
let key: string;
let itemId: string;
let base: string;

beforeEach(async () => {
  caller = (await aWorkspace()).admin;
  key = (await anApiKey(caller)).key;
  itemId = (await anItem({ workspaceId: caller.workspaceId })).id;
  base = `workspaces/${caller.workspaceId}`;
});

function expectProblem(answer: ApiAnswer, status: number, code: string) {
  expect(answer.body).toMatchObject({ status, code, type: `/problems/${code}` });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.body.instance).toBe(answer.headers.get('x-request-id'));
  expect(String(answer.body.detail)).not.toBe('');
  expect(answer.text).not.toMatch(/\.ts|node_modules|at \w+ \(|prisma|select /i);
}

/** Everything that the calls below could have written. */
async function stored(): Promise<unknown> {
  const where = { workspaceId: caller.workspaceId };
  const { prisma } = database();
  return await Promise.all([
    prisma.item.findMany({ where }),
    prisma.note.count({ where }),
    prisma.tag.count({ where }),
    prisma.action.count({ where }),
    prisma.attachment.count({ where }),
    prisma.savedView.count({ where }),
    prisma.itemHistory.count({ where }),
    prisma.idempotencyKey.count({ where }),
  ]);
}

describe('malformed input', () => {
  type Bad = [name: string, method: string, path: string, call: ApiCall, status: number, code: string];
  const json = { 'content-type': 'application/json' };
  const cases: Bad[] = [
    ['a body that is no JSON', 'POST', 'items/ITEM/note', { raw: '{"text": ', headers: json }, 400, 'malformed_json'],
    [
      'a body that is not UTF-8',
      'POST',
      'items/ITEM/note',
      { raw: new Uint8Array([34, 255, 34]), headers: json },
      400,
      'malformed_json',
    ],
    [
      'malformed JSON where no body is needed',
      'POST',
      'items/ITEM/claim',
      { raw: 'x', headers: json },
      400,
      'malformed_json',
    ],
    [
      'a form',
      'POST',
      'items/ITEM/note',
      { raw: 'text=hello', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'unsupported_media_type',
    ],
    ['a number for a text', 'POST', 'items/ITEM/note', { body: { text: 7 } }, 422, 'invalid'],
    ['a list for an object', 'POST', 'items/ITEM/note', { body: [] }, 422, 'invalid'],
    ['null', 'POST', 'items/ITEM/note', { body: null }, 422, 'invalid'],
    ['no body where one is needed', 'POST', 'items/ITEM/note', {}, 422, 'invalid'],
    ['an over-long note', 'POST', 'items/ITEM/note', { body: { text: 'a'.repeat(10_001) } }, 422, 'invalid'],
    ['an over-long reply', 'POST', 'items/ITEM/reply', { body: { text: 'a'.repeat(100_001) } }, 422, 'invalid'],
    ['an over-long tag', 'POST', 'items/ITEM/tag', { body: { add: ['a'.repeat(61)] } }, 422, 'invalid'],
    ['an over-long search', 'GET', `items?q=${'a'.repeat(301)}`, {}, 422, 'invalid'],
    ['a NUL in a text', 'POST', 'items/ITEM/note', { body: { text: 'a\u0000b' } }, 422, 'invalid'],
    ['an escape sequence in a tag', 'POST', 'items/ITEM/tag', { body: { add: ['\u001b[31m'] } }, 422, 'invalid'],
    ['a NUL in a key', 'POST', 'items/ITEM/note', { raw: '{"text":"a","\\u0000":1}', headers: json }, 422, 'invalid'],
    ['a NUL in the query', 'GET', 'items?q=a%00b', {}, 422, 'invalid'],
    ['a NUL in a saved view', 'POST', 'views', { body: { name: 'x', filter: { q: '\u0000' } } }, 422, 'invalid'],
    [
      'JSON nested beyond reason',
      'POST',
      'items/ITEM/note',
      { raw: `${'[1,'.repeat(20_000)}1${']'.repeat(20_000)}`, headers: json },
      422,
      'invalid',
    ],
    ['an unknown status', 'GET', 'items?status=open,closed', {}, 422, 'invalid'],
    ['an unknown kind', 'GET', 'items?kind=letter', {}, 422, 'invalid'],
    ['an invented cursor', 'GET', 'items?cursor=abc', {}, 422, 'invalid'],
    [
      'a cursor of the wrong shape',
      'GET',
      `items?cursor=${Buffer.from('{"a":[1]}').toString('base64url')}`,
      {},
      422,
      'invalid',
    ],
    ['a limit of nothing', 'GET', 'items?limit=0', {}, 422, 'invalid'],
    ['a limit beyond the most', 'GET', 'items?limit=101', {}, 422, 'invalid'],
    ['a limit in words', 'GET', 'items?limit=many', {}, 422, 'invalid'],
    ['a channel that is no id', 'GET', 'items?channel=mine', {}, 422, 'invalid'],
    ['an assignee that is no id', 'GET', 'items?assignee=her', {}, 422, 'invalid'],
    ['a cursor of messages that is none', 'GET', 'items/ITEM/messages?cursor=zzz', {}, 422, 'invalid'],
    ['a snooze without a moment', 'POST', 'items/ITEM/snooze', { body: { until: 'tomorrow' } }, 422, 'invalid'],
    [
      'a snooze into the past',
      'POST',
      'items/ITEM/snooze',
      { body: { until: '2020-01-01T00:00:00Z' } },
      422,
      'invalid',
    ],
    ['a priority out of range', 'POST', 'items/ITEM/prioritize', { body: { priority: 9 } }, 422, 'invalid'],
    ['an invented undo', 'POST', 'undo', { body: { undo: 'nope' } }, 404, 'not_found'],
    ['a bulk act on nothing named', 'POST', 'bulk', { body: { act: 'resolve' } }, 422, 'invalid'],
    ['an unknown network', 'POST', 'channels', { body: { network: 'myspace', credentials: {} } }, 422, 'not_offered'],
    [
      'credentials that are no object',
      'POST',
      'channels',
      { body: { network: 'bluesky', credentials: 'secret' } },
      422,
      'invalid',
    ],
    [
      'a picture that is none',
      'POST',
      'attachments',
      { raw: 'hello', headers: { 'content-type': 'image/png' } },
      422,
      'invalid',
    ],
    [
      'a picture of another kind',
      'POST',
      'attachments',
      { raw: '<svg/>', headers: { 'content-type': 'image/svg+xml' } },
      415,
      'unsupported_media_type',
    ],
    ['an id that is none', 'GET', 'items/1', {}, 404, 'not_found'],
    ['an id that nobody has', 'POST', 'items/01890000-0000-7000-8000-000000000000/claim', {}, 404, 'not_found'],
    ['an unknown address', 'GET', 'nothing', {}, 404, 'unknown_address'],
    ['a NUL in the address', 'GET', 'items/%00', {}, 404, 'unknown_address'],
    ['an address that is not UTF-8', 'GET', 'items/%ff', {}, 404, 'unknown_address'],
    ['a method that is not taken', 'DELETE', 'items', {}, 405, 'method_not_allowed'],
    [
      'an empty Idempotency-Key',
      'POST',
      'items/ITEM/claim',
      { headers: { 'idempotency-key': ' ' } },
      400,
      'malformed_key',
    ],
    [
      'an over-long Idempotency-Key',
      'POST',
      'items/ITEM/claim',
      { headers: { 'idempotency-key': 'k'.repeat(256) } },
      400,
      'malformed_key',
    ],
  ];

  test.each(cases)(
    'a request with %s is refused and nothing is stored',
    async (_, method, path, call, status, code) => {
      const before = await stored();
      const answer = await api.call(method, `${base}/${path.replace('ITEM', itemId)}`, { ...call, key });
      expectProblem(answer, status, code);
      expect(await stored()).toEqual(before);
    },
  );

  test('a body of 10 MB is refused before it is read', async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(97));
        if (sent >= 10 * 1024 * 1024) controller.close();
      },
    });
    const init = {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body,
      duplex: 'half',
    };
    const request = new Request(`${api.origin}/api/v1/${base}/items/${itemId}/note`, init);
    const response = await handle(request, { locale: 'en', readSessionId: async () => null });
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(2 * 1024 * 1024);
    // A body with a declared size is not read at all.
    const declared = await api.call('POST', `${base}/items/${itemId}/note`, {
      key,
      body: { text: 'a'.repeat(10 * 1024 * 1024) },
    });
    expectProblem(declared, 413, 'body_too_large');
  });

  test('a refusal names the wrong fields in the language of the reader', async () => {
    const call = { key, body: { text: 7 } };
    const english = await api.call('POST', `${base}/items/${itemId}/note`, call);
    expect(english.body.errors).toEqual([
      { path: 'text', message: expect.stringContaining('expected string') as string },
    ]);
    const french = await api.call('POST', `${base}/items/${itemId}/note`, {
      ...call,
      headers: { 'accept-language': 'fr-FR' },
    });
    expect(french.body.errors).toEqual([{ path: 'text', message: expect.stringContaining('attendu') as string }]);
    expect(french.body.detail).not.toBe(english.body.detail);
  });
});

describe('callers without permission', () => {
  test('a call without key and session is refused', async () => {
    const answer = await api.call('GET', `${base}/items`);
    expectProblem(answer, 401, 'not_signed_in');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  test.each(['', 'nonsense', 'parvis_x_y', `parvis_${'A'.repeat(22)}_${'B'.repeat(43)}`])(
    'a call with the key "%s" is refused',
    async (wrong) => {
      expectProblem(
        await api.call('GET', `${base}/items`, { headers: { authorization: `Bearer ${wrong}` } }),
        401,
        'not_signed_in',
      );
    },
  );

  test('a call with a revoked key is refused', async () => {
    const { id, key: revoked } = await anApiKey(caller);
    expect((await api.call('GET', `${base}/items`, { key: revoked })).status).toBe(200);
    await revokeApiKey(caller, { apiKeyId: id });
    expectProblem(await api.call('GET', `${base}/items`, { key: revoked }), 401, 'not_signed_in');
    expectProblem(await api.call('GET', 'workspaces', { key: revoked }), 401, 'not_signed_in');
  });

  test('a call with an expired or revoked session is refused', async () => {
    for (const change of [{ expiresAt: new Date(Date.now() - 1000) }, { revokedAt: new Date() }]) {
      const sessionId = await aSession(caller);
      expect((await api.call('GET', `${base}/items`, { sessionId })).status).toBe(200);
      await database().prisma.session.update({ where: { id: sessionId }, data: change });
      expectProblem(await api.call('GET', `${base}/items`, { sessionId }), 401, 'not_signed_in');
      expectProblem(await api.call('GET', 'workspaces', { sessionId }), 401, 'not_signed_in');
    }
  });

  test('a stranger gets the same answer for a workspace of others as for one that does not exist', async () => {
    const other = await aWorkspace();
    const sessionId = await aSession(caller);
    for (const credentials of [{ key }, { sessionId }]) {
      const answers = await Promise.all(
        [
          other.workspaceId,
          other.slug,
          '01890000-0000-7000-8000-000000000000',
          'no-such-place',
          '%20',
          'a'.repeat(3000),
        ].map(async (workspace) => await api.call('GET', `workspaces/${workspace}/items`, credentials)),
      );
      for (const answer of answers) {
        expectProblem(answer, 404, 'not_found');
        expect({ ...answer.body, instance: '' }).toEqual({ ...answers[0]?.body, instance: '' });
      }
    }
  });

  test("a call from another site is refused although the browser sends the member's cookie", async () => {
    const sessionId = await aSession(caller);
    const claim = async (headers: Record<string, string>) =>
      await api.call('POST', `${base}/items/${itemId}/claim`, { sessionId, headers });
    expectProblem(await claim({ 'sec-fetch-site': 'cross-site' }), 403, 'cross_origin');
    expectProblem(await claim({ 'sec-fetch-site': 'same-site' }), 403, 'cross_origin');
    expectProblem(await claim({ origin: 'https://evil.example' }), 403, 'cross_origin');
    expectProblem(await claim({ origin: 'null' }), 403, 'cross_origin');
    expect((await claim({ origin: api.origin })).status).toBe(200);
  });

  test('a client cannot claim an item', async () => {
    const client = (await aWorkspace({ role: 'client' })).admin;
    const own = await anItem({ workspaceId: client.workspaceId });
    const answer = await api.call('POST', `workspaces/${client.workspaceId}/items/${own.id}/claim`, {
      key: (await anApiKey(client)).key,
    });
    expectProblem(answer, 403, 'not_allowed');
  });
});

test('an unexpected error is logged once and the caller sees only its reference', async () => {
  const logged = vi.spyOn(log, 'error').mockImplementation(() => undefined);
  await database().pool.query('alter table "tag" rename to "tag_gone"');
  try {
    const answer = await api.call('GET', `${base}/tags`, { key });
    expectProblem(answer, 500, 'unexpected');
    expect(logged).toHaveBeenCalledTimes(1);
    expect(answer.text).not.toContain('tag_gone');
    expect(answer.text).not.toContain(new URL(env().DATABASE_URL).pathname.slice(1));
  } finally {
    await database().pool.query('alter table "tag_gone" rename to "tag"');
    logged.mockRestore();
  }
});
