import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { findEarlyClientLoads } from '#scripts/check/early-client.ts';
import { findCrowdedFolders } from '#scripts/check/folder-sizes.ts';
import { findLongFunctions } from '#scripts/check/function-sizes.ts';
import { findCycles } from '#scripts/check/import-cycles.ts';
import { findBreaches } from '#scripts/check/import-walls.ts';
import { componentOrder, folderOrder, walls } from '#scripts/check/walls.ts';

/** One breach a wall: the file, and what it says. */
const breaches: Record<string, [path: string, source: string]> = {
  'lib-knows-no-screen': ['lib/items/a.ts', `import { b } from '#components/queue/b.tsx';`],
  'lib-knows-no-framework': ['lib/items/a.ts', `import type { NextRequest } from 'next/server';`],
  'app-stays-on-top': ['app/page.tsx', `export { a } from '#workers/main.ts';`],
  'components-show': ['components/item/a.tsx', `import { claimItem } from '#lib/items/claims/claim-item.ts';`],
  'workers-call-lib': ['workers/a.ts', `const page = await import('../app/page.tsx');`],
  'product-knows-no-tools': ['lib/db/a.ts', `import { a } from '#tests/support/factories.ts';`],
  'network-knows-its-contract': ['lib/networks/one/a.ts', `import { a } from '#lib/db/client.ts';`],
  'network-knows-no-other': ['lib/networks/one/a.ts', `import { a } from '../two/a.ts';`],
  'networks-behind-registry': ['lib/items/a.ts', `export * from '#lib/networks/one/connector.ts';`],
  'only-db-touches-the-client': ['lib/items/a.ts', `import { database } from '#lib/db/client.ts';`],
  'lib-folders-have-a-place': ['lib/items/a.ts', `import { a } from '#lib/misc/a.ts';`],
  'component-folders-have-a-place': ['components/item/a.tsx', `import { A } from '#components/misc/a.tsx';`],
  'ui-knows-no-product': ['components/ui/a.tsx', `import type { ItemRow } from '#lib/items/types.ts';`],
};

/** What each folder may import. */
const allowed: [path: string, source: string][] = [
  ['app/page.tsx', `import { A } from '#components/ui/a.tsx'; import { a } from '#lib/items/a.ts'; import 'next';`],
  ['components/item/a.tsx', `import { a } from '#app/actions/inbox.ts'; import type { A } from '#lib/items/types.ts';`],
  ['lib/networks/one/a.ts', `import { a } from '../contract.ts'; import { b } from '#lib/http/b.ts'; import './c.ts';`],
  ['lib/networks/registry.ts', `import { one } from './one/connector.ts';`],
  ['lib/reports/a.ts', `import { a } from '#lib/items/a.ts'; import { b } from '#lib/db/b.ts';`],
  ['tests/networks/one/a.test.ts', `import { one } from '#lib/networks/one/connector.ts';`],
  ['workers/a.ts', `import { a } from '#lib/items/a.ts';`],
];

let root = '';

afterEach(() => rmSync(root, { recursive: true, force: true }));

function plant(files: [path: string, source: string][]) {
  root = mkdtempSync(join(tmpdir(), 'parvis-walls-'));
  for (const [path, source] of files) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), source);
  }
}

/** A folder of `lib` or `components` that imports a type of the folder that comes next. */
function orderBreach(name: string): [path: string, source: string] | undefined {
  const component = componentOrder.findIndex((folder) => name === `components-order-${folder}`);
  if (component >= 0) {
    const source = `import type { A } from '#components/${componentOrder[component + 1]}/a.tsx';`;
    return [`components/${componentOrder[component]}/a.ts`, source];
  }
  const index = folderOrder.findIndex((folder) => name === `lib-order-${folder}`);
  const next = folderOrder[index + 1];
  return index < 0 ? undefined : [`lib/${folderOrder[index]}/a.ts`, `import type { A } from '#lib/${next}/types.ts';`];
}

test.each(walls.map(({ name }) => name))('the import wall %s catches an import that breaks it', (name) => {
  const breach = breaches[name] ?? orderBreach(name);
  if (!breach) throw new Error(`Write a breach for the wall ${name}.`);
  plant([breach]);
  expect(findBreaches(root).map(({ wall, from }) => [wall.name, from])).toContainEqual([name, breach[0]]);
});

test('imports that the layout allows break no wall', () => {
  plant(allowed);
  expect(findBreaches(root)).toEqual([]);
});

test('a folder of lib may import every folder before it', () => {
  const imports = folderOrder.slice(0, -1).map((folder) => `import { a } from '#lib/${folder}/a.ts';`);
  plant([[`lib/${folderOrder.at(-1)}/a.ts`, imports.join('\n')]]);
  expect(findBreaches(root)).toEqual([]);
});

test('a folder of components may import every folder before it', () => {
  const imports = componentOrder.slice(0, -1).map((folder) => `import { A } from '#components/${folder}/a.tsx';`);
  plant([[`components/${componentOrder.at(-1)}/a.tsx`, imports.join('\n')]]);
  expect(findBreaches(root)).toEqual([]);
});

test('finds an import cycle that runs through type imports and re-exports', () => {
  const imports = componentOrder.slice(0, -1).map((folder) => `import { A } from '#components/${folder}/a.tsx';`);
  plant([[`components/${componentOrder.at(-1)}/a.tsx`, imports.join('\n')]]);
  expect(findBreaches(root)).toEqual([]);
});

test('a cycle of imports is found, of type imports and re-exports too', () => {
  plant([
    ['lib/items/a.ts', `import type { B } from './b.ts';`],
    ['lib/items/b.ts', `export * from './c.ts';`],
    ['lib/items/c.ts', `const a = () => import('./a.ts');`],
    ['lib/items/d.ts', `import { a } from './a.ts';`],
  ]);
  expect(findCycles(root).map((cycle) => cycle.toSorted())).toEqual([
    ['lib/items/a.ts', 'lib/items/b.ts', 'lib/items/c.ts'],
  ]);
});

test('imports in one direction are not a cycle', () => {
  plant([
    ['lib/items/a.ts', `import { b } from './b.ts'; import type { C } from './c.ts';`],
    ['lib/items/b.ts', `import { c } from './c.ts';`],
    ['lib/items/c.ts', `export const c = 1;`],
  ]);
  expect(findCycles(root)).toEqual([]);
});

test('finds a command that needs the generated client before it can have generated it', () => {
  plant([
    ['scripts/bootstrap.mjs', `const COMMANDS = { start: 'start.ts', types: 'types.ts', later: 'later.ts' };`],
    ['scripts/start.ts', `import './serve/link.ts';`],
    ['scripts/serve/link.ts', `import { a } from '#lib/users/a.ts';`],
    ['lib/users/a.ts', `export { client } from '#lib/db/generated/client.ts';`],
    ['scripts/types.ts', `import type { Client } from '#lib/db/generated/client.ts';`],
    ['scripts/later.ts', `const a = () => import('#lib/users/a.ts');`],
  ]);
  expect(findEarlyClientLoads(root)).toEqual([
    ['scripts/start.ts', 'scripts/serve/link.ts', 'lib/users/a.ts', 'lib/db/generated/client.ts'],
  ]);
});

test('no command needs the generated client before it can have generated it', () => {
  expect(findEarlyClientLoads(process.cwd())).toEqual([]);
});

test('a function of the product with more than a hundred lines is found, a nested one too', () => {
  const body = (lines: number) => Array.from({ length: lines - 2 }, (_, n) => `  void ${n};`).join('\n');
  const source = (lines: number) =>
    `export function A() {\n${body(lines)}\n}\nexport const b = { c: () => [1].map(() => {\n${body(lines)}\n}) };\n`;
  plant([['components/item/a.tsx', source(100)]]);
  execFileSync('git', ['init', '--quiet'], { cwd: root });
  expect(findLongFunctions(root)).toEqual([]);
  writeFileSync(join(root, 'components/item/a.tsx'), source(101));
  expect(findLongFunctions(root)).toMatchObject([
    { path: 'components/item/a.tsx', line: 1, name: 'A', lines: 101 },
    { line: 102, lines: 101 },
    { line: 102, lines: 101 },
  ]);
});

test('finds a folder with more than twenty files', () => {
  const files = (count: number) =>
    Array.from({ length: count }, (_, n): [string, string] => [`lib/items/${n}.ts`, 'export {};']);
  plant(files(20));
  expect(findCrowdedFolders(root)).toEqual([]);
  plant(files(21));
  expect(findCrowdedFolders(root)).toEqual([{ path: 'lib/items', files: 21 }]);
});
