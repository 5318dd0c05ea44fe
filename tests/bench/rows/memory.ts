import type { Row } from '../measure.ts';
import { descendants, readProc } from '../processes.ts';

/**
 * What the web, the worker and Postgres hold: all that this process started, itself left out. The proportional set
 * size counts memory that processes share once; Linux tells it.
 */
export function memoryRow(): Row {
  const sizes = new Map<string, number>();
  for (const { pid, name } of descendants()) {
    const proportional = /^Pss:\s+(\d+) kB/m.exec(readProc(`/proc/${pid}/smaps_rollup`))?.[1];
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
