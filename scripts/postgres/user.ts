import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, statSync } from 'node:fs';
import { closedFolders } from './closed-folders.ts';
import { Explained } from '../process/explained.ts';

/** How a Postgres program is run. It refuses to run as root, so root runs it as the user `postgres`. */
export interface PostgresUser {
  /** The program and arguments to spawn for `program` and `args`. */
  command: (program: string, args: string[]) => [string, string[]];
  /** Further options for `spawn`. */
  identity: { uid?: number; gid?: number };
  /** Makes that user the owner of a file or folder. */
  own: (path: string) => void;
}

/**
 * The user that Postgres runs as, created with `useradd` when the caller is root and there is none. That user may pass
 * through `folder`, which is otherwise closed to everyone but root.
 * @throws Explained when the user cannot be created, or cannot reach the program or the folder
 */
export function postgresUser({ program: server, folder }: { program: string; folder: string }): PostgresUser {
  if (process.getuid?.() !== 0) return { command: (program, args) => [program, args], identity: {}, own: () => {} };
  const ids = findUser() ?? createUser();
  const own = (path: string) => chownSync(path, ids.uid, ids.gid);
  chownSync(folder, statSync(folder).uid, ids.gid);
  chmodSync(folder, 0o710);
  // A capability does not help here: Postgres asks whether its programs may be run, and the kernel then ignores it.
  if (!canReach(server, ids)) throw closed(server, ids);
  if (canReach(folder, ids)) return { command: (program, args) => [program, args], identity: ids, own };
  const [setpriv, flags] = keepReach(folder, ids);
  return { command: (program, args) => [setpriv, [...flags, program, ...args]], identity: {}, own };
}

function findUser(): { uid: number; gid: number } | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  if (uid?.status !== 0 || gid?.status !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function createUser() {
  try {
    execFileSync(
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
      {
        stdio: 'ignore',
      },
    );
  } catch {
    // Another start may have created it at the same moment; it only has to exist now.
  }
  const ids = findUser();
  if (!ids) {
    throw new Explained(
      'Postgres refuses to run as root and no user "postgres" could be created: start Parvis as an ordinary user, or set DATABASE_URL.',
    );
  }
  return ids;
}

function canReach(path: string, ids: { uid: number; gid: number }): boolean {
  return spawnSync('test', ['-x', path], ids).status === 0;
}

/** Says which folder stops the user, and how to open it. */
function closed(path: string, ids: { uid: number; gid: number }): Explained {
  const folders = closedFolders(path, ids);
  const [which, chmod] =
    folders.length > 0
      ? [`may not enter ${folders.join(' and ')}`, `chmod o+x ${folders.join(' ')}`]
      : [`may not use ${path}`, `chmod o+rx ${path}`];
  return new Explained(
    `Parvis was started as root, so Postgres runs as the user "postgres", who ${which}: run "${chmod}", move Parvis to another folder, or start it as an ordinary user.`,
  );
}

/** For a data folder that others cannot enter: the user keeps root's capability to pass through folders. */
function keepReach(folder: string, ids: { uid: number; gid: number }): [string, string[]] {
  const { uid, gid } = ids;
  const capability = '+dac_override';
  const flags = [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    `--inh-caps=${capability}`,
    `--ambient-caps=${capability}`,
  ];
  if (spawnSync('setpriv', [...flags, 'true']).status !== 0) {
    throw closed(folder, ids);
  }
  return ['setpriv', flags];
}
