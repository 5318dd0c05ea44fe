import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '#scripts/settings.ts';

const documents = [...globSync('docs/**/*.md', { cwd: ROOT }), 'README.md', 'CONTRIBUTING.md'].sort();
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** Folders whose paths are written from the root. A `<name>` or `*` in a path stands for any. */
const ROOTED = /^(?:app|components|docs|lib|messages|prisma|public|sandbox|scripts|tests|web|workers|deploy)\//;

function filesNamedIn(text: string): string[] {
  return [...text.matchAll(/`([^`\s]+)`/g)]
    .map(([, path = '']) => path)
    .filter((path) => ROOTED.test(path) && !/[<*{]|node_modules/.test(path));
}

test.each(documents)('%s names only files and folders that exist', (document) => {
  const missing = filesNamedIn(read(document)).filter((path) => !existsSync(join(ROOT, path)));
  expect(missing).toEqual([]);
});

test.each(documents)('%s links only to documents that exist', (document) => {
  const targets = [...read(document).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => target);
  const missing = targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => !existsSync(join(ROOT, dirname(document), target)));
  expect(missing).toEqual([]);
});

test('each of the five ways of data names its files in order', () => {
  const sections = read('docs/how-data-flows.md').split(/^## /m);
  const ways = sections.filter((section) => /^\d\. /.test(section));
  expect(ways.map((way) => way.split('\n')[0])).toHaveLength(5);
  for (const way of ways) expect(filesNamedIn(way).length, way.split('\n')[0]).toBeGreaterThan(5);
});
