import { spawn } from 'node:child_process';
import { Explained } from '../process/explained.ts';
import { NODE_FLAGS } from '../process/run-node.ts';
import { ROOT } from '../settings.ts';

/**
 * Runs one of the operator's commands on a running installation.
 * @param env the environment of that installation's processes
 * @returns what it printed, parsed
 * @throws Explained with its own words when it fails
 */
export async function runAdminCommand(
  env: NodeJS.ProcessEnv,
  command: string,
  options: Record<string, string | string[]>,
) {
  const flags = Object.entries(options).flatMap(([name, values]) =>
    [values].flat().flatMap((value) => [`--${name}`, value]),
  );
  const child = spawn(process.execPath, [...NODE_FLAGS, 'scripts/admin.ts', command, ...flags], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise<number | null>((done) => child.on('error', () => done(null)).on('close', done));
  if (code !== 0) throw new Explained(`The demo could not run "${command}": ${(errors || output).trim()}`);
  const answer: unknown = JSON.parse(output);
  return answer;
}
