import { readdirSync, readFileSync } from 'node:fs';
import type { Row } from '../measure.ts';

/**
 * What the web, the worker and Postgres hold: all that this process started, itself left out. The proportional set
 * size counts memory that processes share once; Linux tells it.
 */
export function memoryRow(): Row {
  const sizes = new Map<string, number>();
  for (const { pid, name } of descendants()) {
    const proportional = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1];
    sizes.set(name, (sizes.get(name) ?? 0) + Number(proportional ?? 0) / 1000);
  }
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  return {
    name: 'memory of web, worker and Postgres at rest',
    goal: '≤ 900 MB',
    measured: total > 0 ? `${total.toFixed(0)} MB` : 'not told by this system',
    isReached: total > 0 ? total <= 900 : null,
    details: Object.fromEntries([...sizes].map(([name, size]) => [name, `${size.toFixed(0)} MB`])),
  };
}

function descendants(): { pid: number; name: string }[] {
  const processes = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      // "pid (name) state parent …", where a name may hold spaces and parentheses
      const stat = /^(\d+) \((.*)\) \S (\d+)/s.exec(read(`/proc/${pid}/stat`));
      return stat ? [{ pid: Number(stat[1]), name: stat[2] ?? '', parent: Number(stat[3]) }] : [];
    });
  const wanted = new Set([process.pid]);
  for (let size = -1; size !== wanted.size;) {
    size = wanted.size;
    for (const { pid, parent } of processes) if (wanted.has(parent)) wanted.add(pid);
  }
  return processes.filter(({ pid }) => wanted.has(pid) && pid !== process.pid);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it has just ended
  }
}
