import { closeSync, existsSync, fchmodSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';

/** The size at which a log starts again beside its predecessor; both together take at most twice this. */
export const MOST_LOG_BYTES = 1_000_000;

export interface LogFile {
  write: (chunk: Buffer) => void;
  close: () => void;
}

/**
 * Opens a log that only its owner can read and that stays small. An existing log is continued; its predecessor is
 * `<file>.old`. A log that others can read is from a version that wrote statements into it, so it is started again.
 */
export function openLogFile(file: string, mostBytes = MOST_LOG_BYTES): LogFile {
  const open = () => {
    const descriptor = openSync(file, 'a', 0o600);
    fchmodSync(descriptor, 0o600);
    return descriptor;
  };
  for (const one of [file, `${file}.old`]) {
    if (existsSync(one) && statSync(one).mode & 0o077) rmSync(one);
  }
  let descriptor: number | undefined = open();
  let size = statSync(file).size;
  return {
    write: (chunk) => {
      if (descriptor === undefined) return;
      try {
        if (size + chunk.length > mostBytes) {
          closeSync(descriptor);
          renameSync(file, `${file}.old`);
          descriptor = open();
          size = 0;
        }
        size += writeSync(descriptor, chunk.subarray(-mostBytes));
      } catch {
        // A log that cannot be written, for example on a full disk, must not stop the server.
      }
    },
    close: () => {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
  };
}
