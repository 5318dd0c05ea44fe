import { readFileSync } from 'node:fs';

/** An extract of a network's specification, see specs/README.md. */
export function readSpec<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`./specs/${name}`, import.meta.url), 'utf8')) as T; // a file of ours
}
