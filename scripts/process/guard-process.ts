import { spawn } from 'node:child_process';

/**
 * Stops a server when this process dies, even when it is killed: then its end of a pipe closes, and a waiting shell stops
 * the server.
 * @returns removes the guard, to be called once the server is gone
 */
export function guardProcess(pid: number): () => void {
  const guard = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$0"', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.on('error', () => {}).unref();
  guard.stdin.on('error', () => {});
  return () => guard.kill('SIGKILL');
}
