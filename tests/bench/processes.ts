import { readdirSync, readFileSync } from 'node:fs';

export type Process = { pid: number; name: string };

/** Linux counts a process's time in hundredths of a second. */
const TICKS_A_SECOND = 100;

/** All that this process started, and what that started. */
export function descendants(): Process[] {
  const processes = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      // "pid (name) state parent …", where a name may hold spaces and parentheses
      const stat = /^(\d+) \((.*)\) \S (\d+)/s.exec(readProc(`/proc/${pid}/stat`));
      return stat ? [{ pid: Number(stat[1]), name: stat[2] ?? '', parent: Number(stat[3]) }] : [];
    });
  const wanted = new Set([process.pid]);
  for (let size = -1; size !== wanted.size;) {
    size = wanted.size;
    for (const { pid, parent } of processes) if (wanted.has(parent)) wanted.add(pid);
  }
  return processes.filter(({ pid }) => wanted.has(pid) && pid !== process.pid);
}

/** A file that Linux keeps of a process; empty where there is none. */
export function readProc(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it has just ended
  }
}

/** What a process has used of the processors since it began, in seconds. */
export function cpuSeconds(pid: number): number {
  // What stands behind the name in parentheses: utime and stime are the fields 14 and 15 of the whole ("proc(5)").
  const fields = readProc(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_A_SECOND;
}

/** What a process holds of memory now, or held at most, in MB. */
export function residentMb(pid: number, what: 'VmRSS' | 'VmHWM' = 'VmRSS'): number {
  return Number(new RegExp(`^${what}:\\s+(\\d+) kB`, 'm').exec(readProc(`/proc/${pid}/status`))?.[1] ?? 0) / 1000;
}

/** How busy each kind of process is, as a share of one processor, from now until the answer is asked for. */
export function watchCpu(): () => Record<string, string> {
  const begun = performance.now();
  const before = new Map(
    [...descendants(), { pid: process.pid, name: 'bench' }].map(({ pid }) => [pid, cpuSeconds(pid)]),
  );
  return () => {
    const seconds = (performance.now() - begun) / 1000;
    const used = new Map<string, number>();
    for (const { pid, name } of [...descendants(), { pid: process.pid, name: 'bench' }]) {
      used.set(name, (used.get(name) ?? 0) + cpuSeconds(pid) - (before.get(pid) ?? 0));
    }
    return Object.fromEntries([...used].map(([name, sum]) => [name, `${((sum / seconds) * 100).toFixed(0)} %`]));
  };
}
