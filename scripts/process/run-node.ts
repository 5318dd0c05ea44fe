import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { Explained } from './explained.ts';
import { ROOT } from '../settings.ts';

/** Flags for every Node process that we start: Node warns about the migration engine, which is WebAssembly. */
export const NODE_FLAGS = ['--disable-warning=ExperimentalWarning'];

/**
 * Runs one of our scripts in a separate process and waits until it ends.
 * @param script path from the project's root
 * @throws Explained with its output on stderr, when it fails
 */
export async function runNode(
  script: string,
  { args = [], env = {} }: { args?: string[]; env?: Partial<NodeJS.ProcessEnv> } = {},
): Promise<void> {
  const child = spawn(process.execPath, [...NODE_FLAGS, resolve(ROOT, script), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise<number | null>((done) => child.on('error', () => done(null)).on('close', done));
  if (code !== 0) throw new Explained(errors.trim() || `${script} failed.`);
}
