import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { findNetworkNames } from '#scripts/check/network-names.ts';

let root = '';

afterEach(() => rmSync(root, { recursive: true, force: true }));

function plant(files: Record<string, string>) {
  root = mkdtempSync(join(tmpdir(), 'parvis-names-'));
  const connectors = ['bluesky', 'facebook', 'threads', 'x'].map((name) => [`lib/networks/${name}/connector.ts`, '']);
  for (const [path = '', source = ''] of [...connectors, ...Object.entries(files)]) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), source);
  }
}

test.each([
  ['lib/env.ts', 'PARVIS_BLUESKY_URL: z.url(),', 'bluesky'],
  ['components/channels/steps.tsx', "const pages = { facebook: 'https://example.com' };", 'facebook'],
  ['lib/outbox/reply.ts', "if (network === 'x') return;", 'x'],
  ['app/page.tsx', "case 'threads':", 'threads'],
  ['lib/items/facts.ts', 'const isFacebook = true;', 'facebook'],
  ['components/composer/span.tsx', "offer.as === 'human_agent'", 'human_agent'],
  ['lib/networks/contract.ts', '/** As Facebook does it. */', 'facebook'],
])('finds the network that %s names: %s', (path, source, name) => {
  plant({ [path]: `// nothing here\n${source}\n` });
  expect(findNetworkNames(root)).toContainEqual({ path, line: 2, name });
});

test('a network may be named in its own folder, in the kit, in the registry, in tests and in the demo', () => {
  plant({
    'lib/networks/facebook/auth.ts': "const network = 'facebook';",
    'lib/networks/kit/meta/errors.ts': '/** Facebook and others. */',
    'lib/networks/registry.generated.ts': "import { facebook } from './facebook/connector.ts';",
    'tests/networks/facebook/auth.test.ts': "const network = 'facebook';",
    'scripts/demo/brand.ts': "const network = 'facebook';",
  });
  expect(findNetworkNames(root)).toEqual([]);
});

test('ordinary words and keys that happen to be the name of a network are left alone', () => {
  plant({
    'lib/ingest/items.ts': 'const threads = Map.groupBy(messages, byThread);',
    'components/keys/commands.ts': "select: { keys: 'x', group: 'select' },",
  });
  expect(findNetworkNames(root)).toEqual([]);
});
