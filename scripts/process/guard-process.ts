import { spawn } from 'node:child_process';

/**
 * Sees to it that a server does not outlive this process, even one that is killed outright: its end of a pipe closes
 * then, and the waiting shell stops the server.
 * @returns calls the guard off, once the server is gone
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
