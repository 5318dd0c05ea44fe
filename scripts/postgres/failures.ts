import { dirname } from 'node:path';
import { DiskFull, Explained } from '../process/explained.ts';

export function damaged(cluster: string, why: string): Explained {
  return new Explained(
    `The database in ${cluster} is damaged (${why}): restore a backup of ${dirname(cluster)}, or move it away to start from scratch.`,
  );
}

export const diskFull = (path: string) =>
  new DiskFull(`The disk that holds ${path} is full: free some space and start again.`);

/** The most severe message of a Postgres program. */
export function lastLine(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim());
  const grave = lines.filter((line) => /FATAL|PANIC|ERROR|error:/.test(line));
  return (grave.at(-1) ?? lines.at(-1) ?? 'no message').replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '').trim();
}
