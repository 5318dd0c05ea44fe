import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Explained } from '#scripts/process/explained.ts';
import { say } from '#scripts/process/say.ts';

export const NETWORK_FOLDER = resolve(import.meta.dirname, 'server');

const LOCK = resolve(NETWORK_FOLDER, 'package-lock.json');
/** Holds the hash of the lock file that was installed; written last, so that an interrupted install is done again. */
const MARK = resolve(NETWORK_FOLDER, 'node_modules/.installed');

/**
 * Installs the network's packages (about 360 MB) unless they are there. One caller at a time.
 * @throws Explained when npm fails
 */
export async function installNetwork(): Promise<void> {
  const wanted = createHash('sha256').update(readFileSync(LOCK)).digest('hex');
  if (isInstalled(wanted)) return;
  say('Installing the local Bluesky network (once, about a minute)…');
  const { code, output } = await runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) {
    throw new Explained(
      `The packages of the local Bluesky network could not be installed: ${output.trim() || 'npm did not run'}`,
    );
  }
  writeFileSync(MARK, wanted);
}

function isInstalled(wanted: string): boolean {
  try {
    return readFileSync(MARK, 'utf8') === wanted;
  } catch {
    return false;
  }
}

/** Nothing here is compiled (the scripts are ignored), so it does not matter which Node npm itself runs on. */
function runNpm(args: string[]): Promise<{ code: number | null; output: string }> {
  const cli = process.env.npm_execpath;
  const [program, first] = cli ? [process.execPath, [cli]] : ['npm', []];
  const child = spawn(program, [...first, ...args], { cwd: NETWORK_FOLDER, stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((done) => {
    child.on('error', (error) => done({ code: null, output: error.message }));
    child.on('close', (code) => done({ code, output }));
  });
}
