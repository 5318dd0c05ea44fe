import { existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Finding, findingsOf } from './finding.ts';

const DAY_MS = 24 * 3_600_000;
const OLDEST_BACKUP_MS = 7 * DAY_MS;
/** More than clocks that are kept in step differ by. */
const MOST_AHEAD_MS = 60_000;
const GB = 1_000_000_000;

/** Only its owner may read the data folder; a group may pass through it, where Postgres runs as another user. */
export function checkFolder(dataDir: string): Finding {
  const { ok, problem } = findingsOf('data-folder');
  if (!existsSync(dataDir)) return ok(`${dataDir} will be created on the first start.`);
  const open = [
    ...(modeOf(dataDir) & 0o067 ? [dataDir] : []),
    ...filesOf(dataDir).filter((file) => modeOf(file) & 0o077),
  ];
  if (open.length === 0) return ok(`${dataDir} and its files are not accessible to other users of this machine.`);
  return problem(
    `Other users of this machine can access ${open.join(', ')}.`,
    `Restart Parvis, which fixes the permissions of its own files, or run: chmod go-rwx ${open.join(' ')}`,
  );
}

export function checkDisk(dataDir: string, read: typeof statfsSync = statfsSync): Finding {
  const { ok, warning, problem } = findingsOf('disk');
  if (!existsSync(dataDir)) return ok('Nothing is stored yet.');
  const { bavail, blocks, bsize } = read(dataDir);
  const free = bavail * bsize;
  const share = bavail / blocks;
  const sentence = `${(free / GB).toFixed(1)} GB (${Math.round(share * 100)} %) of the disk that holds ${dataDir} are free`;
  if (free < GB) return problem(`${sentence}: Parvis does not start with less than 1 GB.`, 'Free some space.');
  if (free < 5 * GB || share < 0.05) return warning(`${sentence}.`, 'Free some space before the database stops.');
  return ok(`${sentence}.`);
}

/** @param now the time by the machine's clock */
export function checkBackups(dataDir: string, now = new Date()): Finding {
  const { ok, warning } = findingsOf('backups');
  const folder = join(dataDir, 'backups');
  const made = existsSync(folder) ? readdirSync(folder).map((name) => statSync(join(folder, name)).mtimeMs) : [];
  const whatToDo = 'Create one: npm run admin -- backup. Schedule it daily, and keep copies on another machine.';
  if (made.length === 0) return warning(`There is no backup in ${folder}.`, whatToDo);
  const ageMs = now.getTime() - Math.max(...made);
  const days = Math.floor(ageMs / DAY_MS);
  if (ageMs > OLDEST_BACKUP_MS) return warning(`The newest backup in ${folder} is ${days} days old.`, whatToDo);
  return ok(`The newest backup in ${folder} is less than ${days === 0 ? 'a day' : `${days + 1} days`} old.`);
}

/**
 * Finds a clock that is behind, without asking another machine: something was written "in the future".
 * @param witnesses times in the past, by their source
 */
export function checkClock(witnesses: Record<string, Date>, now = new Date()): Finding {
  const { ok, problem } = findingsOf('clock');
  for (const [what, at] of Object.entries(witnesses)) {
    const aheadMs = at.getTime() - now.getTime();
    if (aheadMs > MOST_AHEAD_MS) {
      return problem(
        `This machine's clock is ${Math.round(aheadMs / 1000)} s behind ${what}.`,
        'Synchronise the clock over the network (timedatectl set-ntp true): sessions, limits and deadlines depend on it.',
      );
    }
  }
  return ok('The clock agrees with everything that was checked.');
}

/** When a file of the data folder was last written. */
export function newestFile(dataDir: string): Date | undefined {
  const times = existsSync(dataDir) ? filesOf(dataDir).map((file) => statSync(file).mtimeMs) : [];
  return times.length === 0 ? undefined : new Date(Math.max(...times));
}

function filesOf(dataDir: string): string[] {
  return readdirSync(dataDir, { withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(dataDir, entry.name)] : [],
  );
}

const modeOf = (path: string) => statSync(path).mode & 0o777;
