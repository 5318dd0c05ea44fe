import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { Explained } from './explained.ts';
import { ROOT } from '../settings.ts';

/** Flags for every Node of ours: the migration engine is WebAssembly, about which Node warns. */
export const NODE_FLAGS = ['--disable-warning=ExperimentalWarning'];

/**
 * Runs one of our scripts in a process of its own and waits for its end.
 * @param script path from the project's root
 * @throws Explained with what it said on stderr, when it fails
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
