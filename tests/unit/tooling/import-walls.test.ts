import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { findBreaches } from '#scripts/check/import-walls.ts';
import { roomOrder, walls } from '#scripts/check/walls.ts';

/** One breach a wall: the file, and what it says. */
const breaches: Record<string, [path: string, source: string]> = {
  'lib-knows-no-screen': ['lib/inbox/a.ts', `import { b } from '#components/queue/b.tsx';`],
  'lib-knows-no-framework': ['lib/inbox/a.ts', `import type { NextRequest } from 'next/server';`],
  'app-stays-on-top': ['app/page.tsx', `export { a } from '#workers/main.ts';`],
  'components-show': ['components/item/a.tsx', `import { claimItem } from '#lib/inbox/claim-item.ts';`],
  'workers-call-lib': ['workers/a.ts', `const page = await import('../app/page.tsx');`],
  'product-knows-no-tools': ['lib/db/a.ts', `import { a } from '#tests/support/factories.ts';`],
  'network-knows-its-contract': ['lib/networks/one/a.ts', `import { a } from '#lib/db/client.ts';`],
  'network-knows-no-other': ['lib/networks/one/a.ts', `import { a } from '../two/a.ts';`],
  'networks-behind-registry': ['lib/inbox/a.ts', `export * from '#lib/networks/one/connector.ts';`],
  'lib-rooms-have-a-place': ['lib/inbox/a.ts', `import { a } from '#lib/misc/a.ts';`],
  'lib-order-db': ['lib/queue/a.ts', `import { a } from '#lib/inbox/a.ts';`],
  'lib-order-networks': ['lib/networks/a.ts', `import { a } from '#lib/channels/a.ts';`],
  'lib-order-workspaces': ['lib/contacts/a.ts', `import { type A } from '../inbox/types.ts';`],
  'lib-order-inbox': ['lib/inbox/a.ts', `const a = () => import('#lib/reports/a.ts');`],
  'lib-order-deliveries': ['lib/reports/a.ts', `import { a } from '#lib/api/a.ts';`],
};

/** What each room may do. */
const allowed: [path: string, source: string][] = [
  ['app/page.tsx', `import { A } from '#components/ui/a.tsx'; import { a } from '#lib/inbox/a.ts'; import 'next';`],
  ['components/item/a.tsx', `import { a } from '#app/actions/inbox.ts'; import type { A } from '#lib/inbox/types.ts';`],
  ['lib/networks/one/a.ts', `import { a } from '../contract.ts'; import { b } from '#lib/http/b.ts'; import './c.ts';`],
  ['lib/networks/registry.ts', `import { one } from './one/connector.ts';`],
  ['lib/reports/a.ts', `import { a } from '#lib/inbox/a.ts'; import { b } from '#lib/db/b.ts';`],
  ['tests/networks/one/a.test.ts', `import { one } from '#lib/networks/one/connector.ts';`],
  ['workers/a.ts', `import { a } from '#lib/inbox/a.ts';`],
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

test.each(walls.map(({ name }) => name))('the wall %s catches who climbs over it', (name) => {
  const breach = breaches[name];
  if (!breach) throw new Error(`Write a breach for the wall ${name}.`);
  plant([breach]);
  expect(findBreaches(root).map(({ wall, from }) => [wall.name, from])).toContainEqual([name, breach[0]]);
});

test('what a room may import stands in no wall’s way', () => {
  plant(allowed);
  expect(findBreaches(root)).toEqual([]);
});

test('a room that comes later leans on every room before it', () => {
  plant(roomOrder.flat().map((room) => [`lib/api/${room}.ts`, `import { a } from '#lib/${room}/a.ts';`]));
  expect(findBreaches(root)).toEqual([]);
});
