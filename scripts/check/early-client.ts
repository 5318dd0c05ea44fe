import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLoads } from './read-imports.ts';

/** What `scripts/generate.ts` writes: a fresh clone does not have it. */
const GENERATED = 'lib/db/generated/';

/**
 * Finds commands that load the generated database client before they could generate it. On a fresh clone they could not
 * even start; where a client lies about from before, nobody would see it.
 * @param root the folder whose `scripts/bootstrap.mjs` lists the commands
 * @returns for each such command the files from it down to the client
 */
export function findEarlyClientLoads(root: string): string[][] {
  const loads = readLoads(root);
  return readCommands(root).flatMap((command) => {
    if (!loads.has(command)) throw new Error(`scripts/bootstrap.mjs runs ${command}, which is not there.`);
    const chain = findChain(loads, command, (path) => path.startsWith(GENERATED));
    return chain ? [chain] : [];
  });
}

function readCommands(root: string): string[] {
  const source = readFileSync(join(root, 'scripts/bootstrap.mjs'), 'utf8');
  const commands = [...source.matchAll(/'([\w-]+\.ts)'/g)].map(([, name]) => `scripts/${name}`);
  if (commands.length === 0) throw new Error('scripts/bootstrap.mjs names no script.');
  return commands;
}

/** The shortest way from a file to one that is looked for, along what is loaded. */
function findChain(loads: Map<string, string[]>, start: string, isFound: (path: string) => boolean) {
  const waiting = [[start]];
  const seen = new Set([start]);
  for (const chain of waiting) {
    for (const next of loads.get(chain.at(-1) ?? start) ?? []) {
      if (isFound(next)) return [...chain, next];
      if (!seen.has(next)) waiting.push([...chain, next]);
      seen.add(next);
    }
  }
  return undefined;
}
