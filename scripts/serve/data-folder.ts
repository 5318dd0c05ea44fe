import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Explained } from '../process/explained.ts';

const START_SPACE_BYTES = 1_000_000_000;

/**
 * Creates the data folder and locks it for this process, so that no second Parvis uses it.
 * @returns releases the lock
 * @throws Explained when another Parvis uses it, it cannot be written, or the disk is nearly full
 */
export function takeDataFolder(dataDir: string): () => void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const { bavail, bsize } = statfsSync(dataDir);
    if (bavail * bsize < START_SPACE_BYTES) {
      throw new Explained(`The disk that holds ${dataDir} has less than 1 GB free: free some space and start again.`);
    }
    const giveBack = takeLock(dataDir);
    closeToOthers(dataDir);
    return giveBack;
  } catch (error) {
    if (error instanceof Explained) throw error;
    throw new Explained(
      `The data folder ${dataDir} cannot be written (${codeOf(error)}): check who owns it, or set PARVIS_DATA_DIR.`,
    );
  }
}

/**
 * Closes a data folder to everybody but its owner. Only a group may still pass through it, since Postgres, when started by
 * root, runs as a user of its own.
 */
export function closeToOthers(dataDir: string): void {
  tighten(dataDir, process.getuid?.() === 0 ? 0o710 : 0o700);
  for (const entry of readdirSync(dataDir, { withFileTypes: true })) {
    if (entry.isFile()) tighten(join(dataDir, entry.name), 0o600);
  }
}

function tighten(path: string, most: number) {
  const mode = statSync(path).mode & 0o777;
  try {
    if (mode & ~most) chmodSync(path, mode & most);
  } catch (error) {
    // The folder may belong to somebody else, on a mount for example. Parvis works, and `doctor` reports it.
    if (codeOf(error) !== 'EPERM') throw error;
  }
}

function takeLock(dataDir: string): () => void {
  const lock = join(dataDir, 'parvis.lock');
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx', mode: 0o600 });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    const holder = lockHolder(dataDir);
    if (holder) {
      throw new Explained(
        `Parvis is already running on ${dataDir} (process ${holder}): stop it first, or set PARVIS_DATA_DIR to another folder.`,
      );
    }
    rmSync(lock, { force: true });
  }
  throw new Explained(`Another Parvis is starting on ${dataDir}.`);
}

/** The process that runs Parvis on this data folder, if one does. */
export function lockHolder(dataDir: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(dataDir, 'parvis.lock'), 'utf8'));
    process.kill(pid, 0);
    // After a reboot, another program may have this process id.
    const command = `/proc/${pid}/cmdline`;
    return existsSync(command) && !readFileSync(command, 'utf8').includes('node') ? undefined : pid || undefined;
  } catch (error) {
    return codeOf(error) === 'EPERM' ? Number(readFileSync(join(dataDir, 'parvis.lock'), 'utf8')) : undefined;
  }
}

/**
 * The secret of this instance, created at the first start.
 * @returns 32 random bytes in base64
 */
export function keptSecret(dataDir: string): string {
  const file = join(dataDir, 'secret');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  const secret = readFileSync(file, 'utf8').trim();
  if (Buffer.from(secret, 'base64').length < 32) {
    throw new Explained(
      `The secret in ${file} is damaged: restore it from a backup: it decrypts the stored credentials.`,
    );
  }
  return secret;
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code; // what Node's file functions throw
