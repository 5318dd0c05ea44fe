import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The value of a path's parameter for which a test gives none. */
const UNKNOWN = 'some-id';

/**
 * Every path that a file of `app/` serves, read from the files, so that a new one is tested without changes.
 * @param parts the values of the parameters `[name]`; an empty value leaves the part out
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
