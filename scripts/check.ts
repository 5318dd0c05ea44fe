import { spawn } from 'node:child_process';
import { findEarlyClientLoads } from './check/early-client.ts';
import { findLongFiles } from './check/file-sizes.ts';
import { findCrowdedFolders } from './check/folder-sizes.ts';
import { findLongFunctions } from './check/function-sizes.ts';
import { findCycles } from './check/import-cycles.ts';
import { findBreaches } from './check/import-walls.ts';
import { findNetworkNames } from './check/network-names.ts';
import { findForeignWrites } from './check/table-writes.ts';
import { Explained } from './process/explained.ts';
import { generateClient } from './generate.ts';
import { runMain } from './process/run-main.ts';
import { say } from './process/say.ts';
import { ROOT } from './settings.ts';
import { isItemStatesCurrent } from './generate/write-item-states.ts';
import { isMatrixCurrent } from './generate/write-matrix.ts';

interface Check {
  name: string;
  /** Prints what is wrong and returns whether the check passed. */
  passes: () => Promise<boolean> | boolean;
}

const checks: Check[] = [
  { name: 'format', passes: () => tool('prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']) },
  { name: 'lint', passes: () => tool('oxlint/bin/oxlint', ['--type-aware', '--deny-warnings', '--quiet']) },
  {
    name: 'types',
    passes: async () =>
      (await tool('next/dist/bin/next', ['typegen'])) && (await tool('typescript/bin/tsc', ['--noEmit'])),
  },
  { name: 'import walls', passes: noBreaches },
  { name: 'import cycles', passes: noCycles },
  { name: 'commands on a fresh clone', passes: noEarlyClient },
  { name: 'names of networks', passes: noNetworkNames },
  { name: 'file sizes', passes: noLongFiles },
  { name: 'folder sizes', passes: noCrowdedFolders },
  { name: 'function sizes', passes: noLongFunctions },
  { name: 'table owners', passes: noForeignWrites },
  { name: 'the table of networks', passes: isMatrixCurrent },
  { name: 'the table of item states', passes: isItemStatesCurrent },
];

function noBreaches() {
  const breaches = findBreaches(ROOT);
  for (const { wall, from, to } of breaches) say(`${from} imports ${to}. ${wall.says}`);
  return breaches.length === 0;
}

function noCycles() {
  const cycles = findCycles(ROOT);
  for (const files of cycles) say(`These files import each other: ${files.join(', ')}. Let one of them go first.`);
  return cycles.length === 0;
}

function noEarlyClient() {
  const chains = findEarlyClientLoads(ROOT);
  for (const chain of chains)
    say(`${chain.join(' → ')}: this loads the database client before it is generated. Import it later, or not at all.`);
  return chains.length === 0;
}

function noNetworkNames() {
  const found = findNetworkNames(ROOT);
  for (const { path, line, name } of found)
    say(`${path}:${line} names ${name}: make what differs a field of the connector contract.`);
  return found.length === 0;
}

function noCrowdedFolders() {
  const folders = findCrowdedFolders(ROOT);
  for (const { path, files } of folders) say(`${path} has ${files} files at its root: group them in folders by noun.`);
  return folders.length === 0;
}

function noForeignWrites() {
  const writes = findForeignWrites(ROOT);
  for (const { path, line, table, owner } of writes)
    say(`${path}:${line} writes the table ${table}: let ${owner} do it.`);
  return writes.length === 0;
}

function noLongFiles() {
  const files = findLongFiles(ROOT);
  for (const { path, lines } of files) say(`${path} has ${lines} lines: split it by noun.`);
  return files.length === 0;
}

function noLongFunctions() {
  const functions = findLongFunctions(ROOT);
  for (const { path, line, name, lines } of functions)
    say(`${path}:${line} has a function of ${lines} lines: ${name}. Split it by what it does.`);
  return functions.length === 0;
}

async function tool(path: string, args: string[]): Promise<boolean> {
  const child = spawn(process.execPath, [`node_modules/${path}`, ...args], {
    cwd: ROOT,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 2, 2],
  });
  return new Promise((done) => child.on('error', () => done(false)).on('close', (code) => done(code === 0)));
}

await runMain(async () => {
  await generateClient();
  const failed: string[] = [];
  for (const { name, passes } of checks) {
    say(`Checking ${name} …`);
    if (!(await passes())) failed.push(name);
  }
  if (failed.length > 0) throw new Explained(`These checks failed: ${failed.join(', ')}.`);
  say('All checks passed.');
});
