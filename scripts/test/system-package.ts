import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { say } from '../process/say.ts';

let isListFresh = false;

/**
 * Installs a Debian package where that is possible: on Debian or Ubuntu, as root.
 * @returns whether it is installed now
 */
export function installSystemPackage(name: string): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  say(`Installing ${name} from the system's packages …`);
  if (!isListFresh) isListFresh = aptGet(['update', '-qq']);
  return aptGet(['install', '-y', '-qq', '--no-install-recommends', name]);
}

function aptGet(args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { env, stdio: 'ignore' }).status === 0;
}
