import { totalmem } from 'node:os';

const MEGABYTE = 1024 * 1024;
const LEAST_MB = 384;
const MOST_MB = 2048;

/**
 * Limits the heap of a Node process to a quarter of the memory of the machine or container, so that web, worker and
 * database fit, and a process that leaks ends before the kernel has to kill one.
 * @returns flags for `node`; none when NODE_OPTIONS sets a limit
 */
export function heapLimit(nodeOptions: string | undefined, memoryBytes = machineMemory()): string[] {
  if (/--max[-_]old[-_]space[-_]size/.test(nodeOptions ?? '')) return [];
  const quarter = Math.floor(memoryBytes / MEGABYTE / 4);
  return [`--max-old-space-size=${Math.min(Math.max(quarter, LEAST_MB), MOST_MB)}`];
}

function machineMemory(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}
