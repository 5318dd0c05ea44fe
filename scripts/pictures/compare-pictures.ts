import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/** How much two colours may differ before a pixel counts as changed, 0 to 1; edges of letters are not counted. */
const THRESHOLD = 0.1;

export type Comparison = {
  /** The share of pixels that changed, 0 to 1. What only one picture has counts as changed. */
  changed: number;
  /** A picture in which the changed pixels are marked, as PNG. */
  difference: Buffer;
};

/** Compares two pictures, as PNG, which may differ in size. */
export function comparePictures(before: Buffer, after: Buffer): Comparison {
  const [one, other] = [PNG.sync.read(before), PNG.sync.read(after)];
  const width = Math.max(one.width, other.width);
  const height = Math.max(one.height, other.height);
  const marked = new PNG({ width, height });
  const [left, right] = [padded(one, width, height), padded(other, width, height)];
  const pixels = pixelmatch(left.data, right.data, marked.data, width, height, { threshold: THRESHOLD });
  return { changed: pixels / (width * height), difference: PNG.sync.write(marked) };
}

/** The picture at the top left of a larger, transparent one. */
function padded(picture: PNG, width: number, height: number): PNG {
  if (picture.width === width && picture.height === height) return picture;
  const large = new PNG({ width, height });
  PNG.bitblt(picture, large, 0, 0, picture.width, picture.height, 0, 0);
  return large;
}
