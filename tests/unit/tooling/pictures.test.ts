import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PNG } from 'pngjs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compareFolders } from '#scripts/pictures/compare-folders.ts';
import { comparePictures } from '#scripts/pictures/compare-pictures.ts';
import { writeReport } from '#scripts/pictures/write-report.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'parvis-pictures-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A white picture whose upper rows are black. */
function picture({ width = 10, height = 10, black = 0 } = {}): Buffer {
  const png = new PNG({ width, height });
  for (let at = 0; at < png.data.length; at += 4) {
    const shade = at / 4 < black * width ? 0 : 255;
    png.data.set([shade, shade, shade, 255], at);
  }
  return PNG.sync.write(png);
}

function put(path: string, bytes: Buffer) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), bytes);
}

test('the same picture has no changed pixel', () => {
  expect(comparePictures(picture({ black: 3 }), picture({ black: 3 })).changed).toBe(0);
});

test('the share of changed pixels is that of the rows that changed', () => {
  expect(comparePictures(picture(), picture({ black: 4 })).changed).toBeCloseTo(0.4);
});

test('what only the larger of two pictures has counts as changed', () => {
  const { changed, difference } = comparePictures(picture(), picture({ height: 20 }));
  expect(changed).toBeCloseTo(0.5);
  expect(PNG.sync.read(difference)).toMatchObject({ width: 10, height: 20 });
});

test('two folders are compared by path, the largest change first', () => {
  put('accepted/desktop/queue.png', picture());
  put('accepted/desktop/item.png', picture());
  put('accepted/desktop/same.png', picture());
  put('accepted/desktop/old.png', picture());
  put('current/desktop/queue.png', picture({ black: 2 }));
  put('current/desktop/item.png', picture({ black: 7 }));
  put('current/desktop/same.png', picture());
  put('current/desktop/added.png', picture());
  const { changes, same } = compareFolders(join(root, 'accepted'), join(root, 'current'));
  expect(same).toBe(1);
  expect(changes.map(({ path, kind }) => `${kind} ${path}`)).toEqual([
    'new desktop/added.png',
    'gone desktop/old.png',
    'changed desktop/item.png',
    'changed desktop/queue.png',
  ]);
});

test('the report shows each change as it was, as it is, and what differs', () => {
  put('accepted/a<b>/queue.png', picture());
  put('current/a<b>/queue.png', picture({ black: 5 }));
  const [accepted, current, folder] = [join(root, 'accepted'), join(root, 'current'), join(root, 'report')];
  const path = writeReport({ accepted, current, folder, ...compareFolders(accepted, current) });
  const html = readFileSync(path, 'utf8');
  expect(html).toContain('1 of 1 pictures differ');
  expect(html).toContain('a&lt;b>/queue.png <small>50.00 % of the pixels</small>');
  for (const kind of ['before', 'after', 'difference']) {
    expect(readFileSync(join(folder, kind, 'a<b>/queue.png')).length).toBeGreaterThan(0);
  }
});
