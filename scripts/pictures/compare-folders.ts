import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { comparePictures } from './compare-pictures.ts';

/** One picture of the last run, or one that the last run no longer has. */
export type Change = {
  /** The variant and the state: `desktop-en-light/queue.png`. */
  path: string;
  kind: 'changed' | 'new' | 'gone';
  /** The share of pixels that changed; 1 for a picture that only one side has. */
  changed: number;
  difference: Buffer | null;
};

/** What differs between two folders of pictures, the largest change first. @returns also how many are the same */
export function compareFolders(accepted: string, current: string): { changes: Change[]; same: number } {
  const paths = [...new Set([...picturesIn(accepted), ...picturesIn(current)])].toSorted();
  const changes = paths.flatMap((path): Change[] => {
    const [before, after] = [join(accepted, path), join(current, path)];
    if (!existsSync(before)) return [{ path, kind: 'new', changed: 1, difference: null }];
    if (!existsSync(after)) return [{ path, kind: 'gone', changed: 1, difference: null }];
    const [one, other] = [readFileSync(before), readFileSync(after)];
    if (one.equals(other)) return [];
    const { changed, difference } = comparePictures(one, other);
    return changed > 0 ? [{ path, kind: 'changed', changed, difference }] : [];
  });
  const ordered = changes.toSorted((one, other) => other.changed - one.changed);
  return { changes: ordered, same: paths.length - changes.length };
}

function picturesIn(folder: string): string[] {
  return existsSync(folder) ? globSync('**/*.png', { cwd: folder }) : [];
}
