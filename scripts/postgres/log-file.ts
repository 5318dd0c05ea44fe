import { closeSync, existsSync, fchmodSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';

/** What a log may grow to before it begins anew beside the one before it: twice this is all that it ever takes. */
export const MOST_LOG_BYTES = 1_000_000;

export interface LogFile {
  write: (chunk: Buffer) => void;
  close: () => void;
}

/**
 * Opens a log that its owner alone reads and that stays small. A log that is there goes on; the one before it is
 * `<file>.old`. One that others could read began when statements were written into it, and begins anew.
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
        // A log that cannot be written, on a full disk for one, must not end the server.
      }
    },
    close: () => {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
  };
}
