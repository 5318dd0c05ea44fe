import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openApiDocument } from '#lib/api/openapi.ts';
import type { Operation } from '#lib/api/operation.ts';
import { operations } from '#lib/api/operations.ts';
import { statusOf } from '#lib/api/problem.ts';
import type { ProblemCode } from '#lib/api/problem.ts';
import { refusalsOf } from '#lib/api/refusals-of.ts';
import { type Caller, isAllowed, type Role } from '#lib/caller.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { database } from '#tests/support/owner-database.ts';
import { closeQueues } from '#lib/queue/enqueue.ts';
import { type Api, type ApiAnswer, type ApiCall, anApiKey, aSession, startApi } from '#tests/support/api-server.ts';
import { addressOf, checkAgainstDocument } from '#tests/support/check-against-document.ts';
import { aMember, aWorkspace } from '#tests/support/factories.ts';
import { arbitraryOf } from './arbitrary-of.ts';

let api: Api;
let caller: Caller;
let key: string;
let keys: Record<Role, string>;
let sessionId: string;

beforeAll(async () => {
  api = await startApi();
  caller = (await aWorkspace()).admin;
  key = (await anApiKey(caller)).key;
  sessionId = await aSession(caller);
  const made = (['admin', 'lead', 'manager', 'client'] as const).map(
    async (role) => [role, (await anApiKey(await aMember({ workspaceId: caller.workspaceId, role }))).key] as const,
  );
  keys = Object.fromEntries(await Promise.all(made)) as Record<Role, string>; // one a role
});

afterAll(async () => {
  await api.stop();
  await closeQueues();
  await closeDatabase();
});

type Described = {
  operationId: string;
  tags?: string[];
  summary?: string;
  requestBody?: unknown;
  parameters?: { in: string; name: string; required: boolean; schema: unknown }[];
  responses: Record<string, { description: string; content?: Record<string, { schema: unknown; examples?: object }> }>;
};

/** The document as a client gets it. */
const document = JSON.parse(JSON.stringify(openApiDocument())) as {
  openapi: string;
  info: { title: string; version: string };
  tags: { name: string }[];
  paths: Record<string, Record<string, Described>>;
  components: Record<string, Record<string, unknown>>;
};
const described = Object.entries(document.paths).flatMap(([path, verbs]) =>
  Object.entries(verbs).map(([verb, one]) => ({ path, verb, ...one })),
);

describe('the OpenAPI document', () => {
  test('the OpenAPI document describes itself and contains everything it refers to', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect([document.info.title, document.info.version]).toEqual([expect.any(String), expect.any(String)]);
    expect(Object.keys(document)).toEqual(expect.arrayContaining(['openapi', 'info', 'paths', 'components', 'tags']));
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(100);
    for (const [text, kind = '', name = ''] of references)
      expect(document.components[kind]?.[name], text).toBeDefined();
    expect(references.length).toBe(JSON.stringify(document).split('"$ref":').length - 1);
  });

  test('every operation has a unique id, declared tags and all its path parameters', () => {
    expect(new Set(described.map(({ operationId }) => operationId)).size).toBe(described.length);
    expect(described.length).toBe(operations.length + 1);
    const tags = document.tags.map(({ name }) => name);
    for (const { operationId, tags: own = [], path, parameters = [], responses, summary } of described) {
      expect(own.length, operationId).toBe(1);
      expect(tags, operationId).toEqual(expect.arrayContaining(own));
      expect(summary, operationId).toEqual(expect.any(String));
      const named = parameters.filter((one) => one.in === 'path');
      expect(named.map(({ name }) => name).toSorted(), operationId).toEqual(
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted(),
      );
      expect(
        named.every(({ required }) => required),
        operationId,
      ).toBe(true);
      const names = parameters.map((one) => `${one.in} ${one.name}`);
      expect(new Set(names).size, operationId).toBe(names.length);
      expect(Object.keys(responses), operationId).not.toContain('default');
      for (const [status, { description }] of Object.entries(responses)) {
        expect(status, operationId).toMatch(/^[1-5]\d\d$/);
        expect(description, operationId).not.toBe('');
      }
    }
    expect(tags.every((tag) => described.some((one) => one.tags?.includes(tag)))).toBe(true);
  });

  test('every refusal is documented with its status, its code and a valid example', () => {
    const checked = new Set<string>();
    for (const operation of operations) {
      const one = document.paths[addressOf(operation)]?.[operation.method.toLowerCase()];
      for (const code of refusalsOf(operation)) {
        const content = one?.responses[String(statusOf(code))]?.content?.['application/problem+json'];
        expect(content?.examples, `${operation.id} ${code}`).toHaveProperty(code, {
          $ref: `#/components/examples/${code}`,
        });
        if (checked.has(code)) continue;
        checked.add(code);
        const example = document.components.examples?.[code] as { value: object };
        const headers = new Headers({ 'content-type': 'application/problem+json' });
        const path = `workspaces/w${operation.path === '' ? '' : `/${operation.path.replaceAll(/[{}]/g, '')}`}`;
        checkAgainstDocument(operation.method, path, {
          status: statusOf(code),
          headers,
          text: JSON.stringify(example.value),
        });
      }
    }
  });

  test('exactly the operations without input document no request body', () => {
    const without = described.filter(({ verb, requestBody }) => verb !== 'get' && !requestBody);
    expect(without.map(({ operationId }) => operationId)).toEqual(
      expect.arrayContaining(['claimItem', 'reopenItem', 'likeMessage', 'pauseChannel', 'removeMember']),
    );
    expect(described.filter(({ verb, requestBody }) => verb === 'get' && requestBody)).toEqual([]);
    for (const { operationId } of without) {
      const operation = operations.find(({ id }) => id === operationId);
      expect(operation?.body instanceof z.ZodObject ? Object.keys(operation.body.shape) : [], operationId).toEqual([]);
    }
  });

  test('an answer that is not documented does not pass the check', () => {
    const headers = new Headers({ 'content-type': 'application/problem+json' });
    const problem = { type: '/problems/x', title: 'x', detail: 'x', instance: 'x' };
    const check =
      (status: number, code: string, path = 'workspaces/w/items') =>
      () =>
        checkAgainstDocument('GET', path, { status, headers, text: JSON.stringify({ ...problem, status, code }) });
    expect(check(404, 'not_found')).not.toThrow();
    expect(check(404, 'text_empty')).toThrow('must be equal to one of the allowed values');
    expect(check(409, 'conflict')).toThrow('does not name that status');
    const success = {
      status: 200,
      headers: new Headers({ 'content-type': 'application/json' }),
      text: '{"items":[{}]}',
    };
    expect(() => checkAgainstDocument('GET', 'workspaces/w/items', success)).toThrow('required property');
  });
});

type Input = { params: Record<string, string>; query: Record<string, unknown>; body: unknown };

/** Inputs that cannot be generated from the schema. */
const particular: Record<string, Partial<Input>> = {
  inviteMember: { body: { email: 'someone@example.test', role: 'manager' } },
  editWorkspace: { body: { name: 'Maison Lune', hue: 20, timeZone: 'Europe/Paris' } },
  editSignInRules: { body: { emailDomains: ['example.test'], isSingleSignOnRequired: false } },
  saveRoutingProfile: { body: { capacity: 5, languages: ['fr'], networks: [], tagIds: [], skills: ['billing'] } },
};

/** An input that an operation's schemas accept, with unknown ids. */
function anInput(operation: Operation): Input {
  const ids = fc.uuid({ version: 7 });
  const { params, query, body } = operation;
  const whole = z.object({ params, query, body });
  const inputs = fc.record({ params: arbitraryOf(params, ids), query: fc.constant({}), body: arbitraryOf(body, ids) });
  const made = fc.sample(inputs, { numRuns: 200, seed: 6 }) as Input[]; // records, since these schemas are objects
  const input = made
    .map((one) => ({ ...one, ...particular[operation.id] }))
    .find((one) => whole.safeParse(one).success);
  if (!input) throw new Error(`say in \`particular\` what ${operation.id} takes`);
  return input;
}

function send(operation: Operation, input: Input, call: ApiCall & { workspace?: string; search?: string }) {
  const { workspace = caller.workspaceId, search = '', ...rest } = call;
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => input.params[name] ?? '');
  const takesJson = ['POST', 'PATCH'].includes(operation.method) && !operation.takes && !('raw' in rest);
  const body = takesJson && !('body' in rest) ? { body: input.body ?? {} } : {};
  const type =
    operation.takes && !('raw' in rest)
      ? { raw: 'x', headers: { 'content-type': operation.takes.types[0] ?? '', ...rest.headers } }
      : {};
  const address = `workspaces/${workspace}${path === '' ? '' : `/${path}`}${search}`;
  return api.call(operation.method, address, { key, ...body, ...rest, ...type });
}

/** How to provoke each refusal that follows from an operation's shape; null when the operation cannot give it. */
const provocations: Partial<Record<ProblemCode, (operation: Operation, input: Input) => Promise<ApiAnswer> | null>> = {
  not_signed_in: (operation, input) => send(operation, input, { key: '' }),
  not_found: (operation, input) => send(operation, input, { workspace: randomUUID() }),
  not_allowed: (operation, input) => {
    const role = (['client', 'manager', 'lead'] as const).find((one) => !isAllowed(one, operation.act.permission));
    return role ? send(operation, input, { key: keys[role] }) : null;
  },
  cross_origin: (operation, input) =>
    send(operation, input, { key: '', sessionId, headers: { 'sec-fetch-site': 'cross-site' } }),
  unsupported_media_type: (operation, input) =>
    operation.method === 'GET' ? null : send(operation, input, { raw: 'x', headers: { 'content-type': 'text/html' } }),
  malformed_json: (operation, input) =>
    send(operation, input, { raw: '{', headers: { 'content-type': 'application/json' } }),
  malformed_key: (operation, input) => send(operation, input, { headers: { 'idempotency-key': ' x y ' } }),
  idempotency_mismatch: async (operation, input) => {
    const headers = { 'idempotency-key': randomUUID() };
    await send(operation, input, { headers });
    return await send(operation, input, { headers, search: '?another=1' });
  },
  in_progress: async (operation, input) => {
    const headers = { 'idempotency-key': randomUUID() };
    await send(operation, input, { headers });
    const { prisma } = database();
    const where = { workspaceId: caller.workspaceId, key: headers['idempotency-key'] };
    await prisma.idempotencyKey.updateMany({ where, data: { status: null } });
    return await send(operation, input, { headers });
  },
  invalid: (operation, input) => {
    const [name] = Object.keys(operation.query.shape);
    if (name) return send(operation, input, { search: `?${name}=%00` });
    if (operation.method === 'DELETE') return null;
    return send(operation, input, { body: ['a list'] });
  },
};

/** Operations that break what the others need, or answer 429 or 503 when called at random. */
const isSafe = ({ id }: Operation) => !['connectChannel', 'testNetworkApp', 'beginConnection'].includes(id);

describe('refusals that follow from the shape of an operation', () => {
  test.each(operations.map((operation) => [operation.id, operation] as const))(
    '%s refuses bad calls as the document says',
    async (_, operation) => {
      const input = anInput(operation);
      const provoked: string[] = [];
      for (const code of refusalsOf(operation)) {
        const provoke = provocations[code];
        if (!provoke || (!isSafe(operation) && ['in_progress'].includes(code))) continue;
        const answer = await provoke(operation, input);
        if (!answer) continue;
        expect([code, answer.status, answer.body.code]).toEqual([code, statusOf(code), code]);
        provoked.push(code);
      }
      const expected = refusalsOf(operation).filter((code) =>
        ['not_signed_in', 'not_found', 'cross_origin', 'malformed_key'].includes(code),
      );
      expect(provoked).toEqual(expect.arrayContaining(expected));
    },
  );
});
