import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
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
  if (canReach(server, '-r', ids) && canReach(folder, '-x', ids)) {
    return { command: (program, args) => [program, args], identity: ids, own };
  }
  return { command: (program, args) => ['setpriv', [...keepReach(ids), program, ...args]], identity: {}, own };
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

function canReach(path: string, how: '-r' | '-x', ids: { uid: number; gid: number }): boolean {
  return spawnSync('test', ['-x', dirname(path)], ids).status === 0 && spawnSync('test', [how, path], ids).status === 0;
}

/** Other users cannot enter a clone under /root, so the user then keeps root's capability to pass through folders. */
function keepReach({ uid, gid }: { uid: number; gid: number }): string[] {
  const capability = '+dac_override';
  const flags = [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    `--inh-caps=${capability}`,
    `--ambient-caps=${capability}`,
  ];
  if (spawnSync('setpriv', [...flags, 'true']).status !== 0) {
    throw new Explained(
      'Postgres runs as the user "postgres", who has no access to this folder: move Parvis out of root\'s home, or set PARVIS_DATA_DIR.',
    );
  }
  return flags;
}
