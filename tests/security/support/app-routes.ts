import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a part of an address may be where a test names nothing better: a word that belongs to nobody. */
const UNKNOWN = 'some-id';

/**
 * Every address that a file of `app/` answers at, read from the files themselves, so that a new one joins by itself.
 * @param parts what to put in place of a `[name]`; an empty text leaves the part out
 */
export function appAddresses(kind: 'page' | 'route', parts: Record<string, string> = {}): string[] {
  const files = kind === 'page' ? globSync('app/**/page.tsx') : globSync('app/**/route.ts');
  return files.map((file) => addressOf(dirname(file), parts)).sort();
}

/** Every file that anyone may fetch without signing in. */
export function publicAddresses(): string[] {
  return globSync('public/**', { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice('public'.length))
    .sort();
}

function addressOf(folder: string, parts: Record<string, string>): string {
  const segments = folder
    .split('/')
    .slice(1)
    .filter((segment) => !segment.startsWith('('))
    .map((segment) => {
      const name = /^\[+(?:\.\.\.)?(\w+)\]+$/.exec(segment)?.[1];
      return name === undefined ? segment : (parts[name] ?? UNKNOWN);
    });
  return `/${segments.filter(Boolean).join('/')}`;
}
