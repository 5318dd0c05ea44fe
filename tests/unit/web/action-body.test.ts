import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { isActionForm, isActionText } from '../../../web/action-body.ts';

/** What the browser writes an action's arguments with. */
const { encodeReply } = z
  .object({
    encodeReply: z.custom<(value: unknown) => Promise<string | FormData>>((value) => typeof value === 'function'),
  })
  .parse(createRequire(import.meta.url)('next/dist/compiled/react-server-dom-turbopack/client.node'));

async function isTaken(value: unknown): Promise<boolean> {
  const body = await encodeReply(value);
  if (typeof body === 'string') return isActionText(Buffer.from(body));
  const response = new Response(body);
  const type = response.headers.get('content-type') ?? '';
  return await isActionForm(Buffer.from(await response.arrayBuffer()), type, { isFetched: true });
}

test('accepts the arguments that a screen sends to a server action, whatever the text', async () => {
  const inputs = [
    [],
    [{}],
    ['acme', { memberId: '01890000-0000-7000-8000-000000000000', role: 'lead' }],
    ['acme', { name: '$1:constructor', hue: Number.NaN, timeZone: undefined, other: null }],
    ['$@0', { name: '$', list: ['$K1', 'é\ud83d\ude00', -0, Infinity] }],
  ];
  for (const input of inputs) expect(await isTaken(input), JSON.stringify(input)).toBe(true);
});

test('accepts a form that a screen sends to a server action, together with its previous state', async () => {
  const form = new FormData();
  form.set('email', '$1:constructor@example.test');
  form.set('0', 'a field that is called like the root');
  form.append('email', 'twice');
  const state = { failure: { code: 'invalid', values: { field: 'email' } }, given: { email: '$x' }, isDone: false };
  expect(await isTaken([state, form])).toBe(true);
  expect(await isTaken([form])).toBe(true);
});

test('rejects arguments of a server action that are more than plain values', async () => {
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  const shared = { a: 1 };
  const inputs = [
    [circular],
    [shared, shared],
    [new Map([[1, 2]])],
    [new Set([1])],
    [new Blob(['x'])],
    [Promise.resolve(1)],
    [new Uint8Array(4)],
    [10n],
    [new Date(0)],
  ];
  for (const [index, input] of inputs.entries()) expect(await isTaken(input), String(index)).toBe(false);
});

test('rejects arguments of a server action that are too long, too deep or too large', () => {
  const taken = (value: unknown) => isActionText(Buffer.from(JSON.stringify(value)));
  expect(taken(Array.from({ length: 11 }, () => 1))).toBe(false);
  expect(taken([Array.from({ length: 30_000 }, () => 1)])).toBe(false);
  const deep = Array.from({ length: 30 }).reduce<unknown>((inner) => [inner], 1);
  expect(taken([deep])).toBe(false);
  expect(taken({ 0: 'a' })).toBe(false);
  expect(isActionText(Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]))).toBe(false);
});
