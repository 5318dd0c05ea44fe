import { readdirSync, readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ROOT } from '#scripts/settings.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { aSessionCookie, attack } from './support/attack.ts';
import { countAttempts } from './support/attempts.ts';
import { actions, actionForm } from './support/server-actions.ts';
import { type Sent, sendRaw } from './support/send-raw.ts';

/** When a request counts as hanging, in milliseconds: far longer than any answer takes on a busy machine. */
const PATIENCE_MS = 20_000;

const visitor: Record<string, string> = {};

let routes: string[];
let cookie: string;
let slug: string;

beforeAll(async () => {
  routes = await addresses();
  const workspace = await aWorkspace();
  slug = workspace.slug;
  cookie = await aSessionCookie(workspace.admin.userId);
});

/** The path of every page and route, such as `/w/[workspace]/open`, read from the files. */
async function addresses(): Promise<string[]> {
  const found: string[] = [];
  for await (const file of glob('app/**/{page.tsx,route.ts}', { cwd: ROOT })) {
    const path = file
      .replace(/^app/, '')
      .replace(/\/(page\.tsx|route\.ts)$/, '')
      .replaceAll(/\/\([^)]+\)/g, '');
    found.push(path === '' ? '/' : path);
  }
  return found;
}

/** A path with the word in place of each parameter. */
const filled = (route: string, word: string) => route.replaceAll(/\[+(\.\.\.)?\w+\]+/g, word);

/** Expects neither an internal error nor a hanging connection. */
function expectAnswer(answer: Sent, what: string): void {
  expect(answer.isTimedOut, `${what} was left waiting`).toBe(false);
  expect(answer.status, what).toBeGreaterThanOrEqual(200);
  expect(answer.status, what).toBeLessThan(500);
}

async function expectHealthy(): Promise<void> {
  const health = await attack('/api/health');
  expect(health.json()).toMatchObject({ database: 'up', queue: 'up' });
}

const words = [
  '%ff',
  '%E0%A4%A',
  '%ED%A0%80',
  '%',
  '%zz',
  '%00',
  '%1b%5b31m',
  '%0d%0aset-cookie:x',
  '..%2f..%2f',
  '%5c',
  'a'.repeat(7_000),
  '__proto__',
  '%F0%9F%98%80',
  '%25ff',
  'null',
];

test('every page and route refuses a path that is not valid text, to visitors and members', async () => {
  let count = 0;
  for (const route of new Set(routes.flatMap((route) => [route, `${route}/[more]`]))) {
    for (const word of words) {
      for (const headers of [visitor, { cookie }]) {
        const path = filled(route.replace('[workspace]', word === '%ff' ? word : slug), word);
        const answer = await sendRaw({ path, headers, patienceMs: PATIENCE_MS });
        expectAnswer(answer, `GET ${path.slice(0, 80)}`);
        if (/%(ff|E0|ED|zz|00|1b|$)/.test(path)) expect([400, 404], path).toContain(answer.status);
        count += 1;
      }
    }
  }
  countAttempts('hostile paths', count);
  await expectHealthy();
});

test('every page and route refuses unknown HTTP methods and opens no tunnel', async () => {
  const methods = [
    'TRACE',
    'TRACK',
    'CONNECT',
    'PROPFIND',
    'PURGE',
    'QUERY',
    'M-SEARCH',
    'LINK',
    'get',
    'FOO',
    'PRI',
    'OPTIONS',
    'DELETE',
    'PUT',
    'PATCH',
    'HEAD',
    'POST',
  ];
  const neverKnown = new Set(methods.slice(0, 11));
  let count = 0;
  for (const route of routes) {
    for (const method of methods) {
      const path = filled(route, 'x');
      const answer = await sendRaw({ method, path, patienceMs: PATIENCE_MS });
      expectAnswer(answer, `${method} ${path}`);
      if (neverKnown.has(method)) expect([400, 405], `${method} ${path}`).toContain(answer.status);
      count += 1;
    }
  }
  countAttempts('hostile methods', count);
});

test('a request target that is not an address of ours is refused', async () => {
  for (const path of ['*', 'http://evil.example/sign-in', '//evil.example', 'evil.example:443', '?', '\\x']) {
    const answer = await sendRaw({ path, patienceMs: PATIENCE_MS });
    expectAnswer(answer, path);
    expect(answer.headers, path).not.toMatch(/^location: *(\w+:)?\/\//im);
    countAttempts('hostile paths');
  }
});

test('strange request headers never cause an internal error', async () => {
  const strange: Record<string, string>[] = [
    { expect: 'x' },
    { host: 'a b' },
    { 'x-forwarded-host': 'a b' },
    { 'x-forwarded-proto': 'ftp' },
    { cookie: 'parvis.session=%ff; NEXT_LOCALE=%ff' },
    { cookie: 'parvis.session=a.b.c.d.e' },
    { rsc: '1', 'next-router-state-tree': '%ff' },
    { rsc: '1', 'next-router-state-tree': '{' },
    { 'next-url': '%ff', rsc: '1' },
    { 'accept-language': 'x'.repeat(9_000) },
    { range: 'bytes=9-1' },
    { authorization: 'Bearer %ff' },
    { authorization: `Bearer ${'a'.repeat(9_000)}` },
    { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
    { 'content-length': '0' },
    { 'transfer-encoding': 'gzip' },
  ];
  let count = 0;
  for (const route of routes) {
    for (const headers of strange) {
      const path = filled(route, 'x');
      expectAnswer(
        await sendRaw({ path, headers, patienceMs: PATIENCE_MS }),
        `${path} ${JSON.stringify(headers).slice(0, 80)}`,
      );
      count += 1;
    }
  }
  countAttempts('hostile headers', count);
});

/** Bodies that React's decoder would accept: parts that never come, cycles, streams, functions, huge lists. */
const flights = [
  '["$1:constructor:constructor"]',
  '["$0"]',
  '"$0"',
  '"$@0"',
  '["$@0"]',
  '["$@1"]',
  '["$0:0"]',
  '["$0:constructor:constructor"]',
  ...'FhKBQWiRrXxTAOoUSsLlGgMmVEPZ@'
    .split('')
    .flatMap((letter) => [`["$${letter}1"]`, `["$${letter}0"]`, `"$${letter}"`]),
  '["$D9e99"]',
  `["$n${'9'.repeat(400)}"]`,
  '["$"]',
  '[',
  '{}',
  'null',
  '7',
  '"x"',
  '',
  '[[',
  '{"then":"$@0"}',
  '[{"then":"$h0"}]',
  '{"0":"$0","length":1e9}',
  '{"length":1e15}',
  `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
  `[${'[],'.repeat(20_000)}[]]`,
  `[${'1,'.repeat(2_000)}1]`,
  '["\\ud800"]',
  '["\\u0000"]',
  '[{"toString":1},{"valueOf":1}]',
  '["__proto__",{"__proto__":{"x":1}}]',
  '[null,null]',
  '[["a"],["b"]]',
  '[{"a":"b"},{"c":"d"}]',
  '["a","b"]',
  '[1,2]',
  '["$undefined","$NaN"]',
  'ÿ',
];

type Parts = [name: string, value: string][];
const many = Array.from({ length: 3_000 }, (_, index) => index + 1);
const forms: Record<string, (id: string) => Parts> = {
  'a reference into a part': () => [
    ['0', '["$1:constructor:constructor"]'],
    ['1', '{}'],
  ],
  'a part that never comes': () => [['0', '["$1:constructor:constructor"]']],
  'no root': () => [['1', '{}']],
  nothing: () => [],
  'a cycle': () => [
    ['0', '["$1"]'],
    ['1', '["$2"]'],
    ['2', '["$1"]'],
  ],
  'a promise of itself': () => [
    ['1', '"$@0"'],
    ['0', '["$1"]'],
  ],
  'a stream that never ends': () => [['0', '["$R1"]']],
  'an iterable': () => [
    ['0', '["$X1"]'],
    ['1', '{}'],
  ],
  'thousands of parts': () => [
    ['0', JSON.stringify(many.map((n) => `$${n.toString(16)}`))],
    ...many.map((n): [string, string] => [String(n), '[]']),
  ],
  'a chain of thousands': () => [
    ['0', '["$1"]'],
    ...many.map((n): [string, string] => [String(n), `["$${(n + 1).toString(16)}"]`]),
  ],
  'a form without fields': () => [['0', '["$undefined","$K1"]']],
  'a form of hostile fields': () => [
    ['0', '[{"failure":7},"$K1"]'],
    ['_1_email', 'a\u0000b'],
    ['_1_password', '\u001b'],
    ['_1___proto__', 'x'],
    ['_1_token', '\uFFFF'],
  ],
};
const plainForms: Record<string, (id: string) => Parts> = {
  'bound to itself': (id) => [
    ['$ACTION_REF_1', ''],
    ['$ACTION_1:0', `{"id":"${id}","bound":"$@0"}`],
  ],
  'bound to nothing': (id) => [
    ['$ACTION_REF_1', ''],
    ['$ACTION_1:0', `{"id":"${id}","bound":"$@1"}`],
  ],
  'bound to a cycle': (id) => [
    ['$ACTION_REF_1', ''],
    ['$ACTION_1:0', `{"id":"${id}","bound":"$@1"}`],
    ['$ACTION_1:1', '"$@1"'],
  ],
  'bound to a constructor': () => [
    ['$ACTION_REF_1', ''],
    ['$ACTION_1:0', '"$1:constructor:constructor"'],
  ],
  'bound to too much': (id) => [
    ['$ACTION_REF_1', ''],
    ['$ACTION_1:0', `{"id":"${id}","bound":"$@1"}`],
    ['$ACTION_1:1', JSON.stringify(many)],
  ],
  'an unknown action': () => [['$ACTION_ID_x', '']],
  'a reference to none': () => [['$ACTION_REF_1', '']],
  'broken JSON': () => [
    ['$ACTION_REF_1', ''],
    ['$ACTION_1:0', '{'],
  ],
  'two actions': (id) => [
    [`$ACTION_ID_${id}`, ''],
    ['$ACTION_REF_1', ''],
    ['$ACTION_1:0', `{"id":"${id}","bound":null}`],
  ],
  'no action': () => [['a', 'b']],
};

test('no server action hangs or crashes, whatever its body, type or id', async () => {
  const all = actions(slug);
  expect(all.length).toBeGreaterThan(15);
  let count = 0;
  for (const { id, name, path } of all) {
    // Signing out would end the session that the next actions use.
    const who = name === 'signOutAction' ? visitor : { cookie };
    const send = async (what: string, headers: Record<string, string>, body: string | Uint8Array) => {
      const answer = await sendRaw({
        method: 'POST',
        path,
        headers: { ...who, ...headers },
        body,
        patienceMs: PATIENCE_MS,
      });
      expectAnswer(answer, `${name}: ${what.slice(0, 80)}`);
      // An internal error is reported with this code although the status is 200.
      expect(answer.text, `${name}: ${what.slice(0, 80)}`).not.toContain('"code":"unexpected"');
      count += 1;
      return answer;
    };
    const action = { 'next-action': id };
    for (const body of flights) await send(body, { ...action, 'content-type': 'text/plain;charset=UTF-8' }, body);
    for (const [what, parts] of Object.entries(forms)) {
      const { type, body } = actionForm(parts(id));
      await send(what, { ...action, 'content-type': type }, body);
    }
    for (const [what, parts] of Object.entries(plainForms)) {
      const { type, body } = actionForm(parts(id));
      await send(what, { 'content-type': type }, body);
    }
    for (const type of [
      'application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'text/html',
      '',
    ]) {
      await send(type, { ...action, ...(type ? { 'content-type': type } : {}) }, '[]');
    }
    const cut = await send(
      'a form that is cut off',
      { ...action, 'content-type': 'multipart/form-data; boundary=b' },
      '--b\r\nContent-Disp',
    );
    expect(cut.status).toBe(400);
    const large = await send('2 MB', { ...action, 'content-type': 'text/plain' }, `["${'a'.repeat(2_000_000)}"]`);
    expect(large.status).toBe(413);
  }
  for (const id of [
    'x',
    '',
    'f'.repeat(42),
    '__proto__',
    'toString',
    'constructor',
    '0'.repeat(42),
    `7f${'0'.repeat(40)}`,
  ]) {
    const headers = { 'next-action': id, 'content-type': 'text/plain' };
    const answer = await sendRaw({ method: 'POST', path: '/sign-in', headers, body: '[]', patienceMs: PATIENCE_MS });
    expectAnswer(answer, `the id ${id}`);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    count += 1;
  }
  countAttempts('hostile bodies of server actions', count);
  await expectHealthy();
});

test('a server action whose body never ends is refused and its connection closed', async () => {
  const [action] = actions(slug);
  const headers = {
    'next-action': action?.id ?? '',
    'content-type': 'multipart/form-data; boundary=b',
    'transfer-encoding': 'chunked',
  };
  const answer = await sendRaw({
    method: 'POST',
    path: '/sign-in',
    headers,
    body: '5\r\n--b\r\n\r\n',
    patienceMs: 60_000,
  });
  expect([answer.status, answer.isTimedOut]).toEqual([408, false]);
  countAttempts('hostile bodies of server actions');
});

test('a server action called from another site is refused before it runs', async () => {
  const [action] = actions(slug);
  for (const origin of ['https://evil.example', 'null', 'x', 'http://localhost:1']) {
    const headers = { 'next-action': action?.id ?? '', 'content-type': 'text/plain', origin };
    const answer = await sendRaw({ method: 'POST', path: '/sign-in', headers, body: '[]', patienceMs: PATIENCE_MS });
    expect(answer.status, origin).toBe(403);
    countAttempts('requests from another site');
  }
});

test('the build knows exactly the server actions that the files export', () => {
  const files = readdirSync(join(ROOT, 'app/actions')).map((file) =>
    readFileSync(join(ROOT, 'app/actions', file), 'utf8'),
  );
  const exported = files.flatMap((text) =>
    [...text.matchAll(/^export (?:async function|const) (\w+Action)\b/gm)].map(([, name = '']) => name),
  );
  expect(
    actions(slug)
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(exported.toSorted());
});
