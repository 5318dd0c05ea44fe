import type { ReplyCapability } from './contract.ts';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** How long a text is, counted the way its network counts. */
export function textLength(text: string, count: ReplyCapability['count']): number {
  switch (count) {
    case 'graphemes': {
      let length = 0;
      for (const _ of segmenter.segment(text)) length += 1;
      return length;
    }
    case 'codePoints':
      return [...text].length;
    case 'utf16':
      return text.length;
    case 'bytes':
      return new TextEncoder().encode(text).length;
    case 'weighted':
      return weightedLength(text);
    default:
      return count satisfies never;
  }
}

/** Whether a text fits both limits of a capability. */
export function isTooLong(text: string, capability: ReplyCapability): boolean {
  if (textLength(text, capability.count) > capability.maxLength) return true;
  return capability.maxBytes !== undefined && new TextEncoder().encode(text).length > capability.maxBytes;
}

const LINK =
  /\bhttps?:\/\/[^\s<>"]+|\b(?:[a-z0-9-]+\.)+(?:com|net|org|fr|io|co|eu|app|dev|info|be|ch|ca|uk|de|me|shop)\b(?:\/[^\s<>"]*)?/giu;
const LINK_LENGTH = 23;
/** Code points that count one; all others, and any emoji as a whole, count two. */
const LIGHT: readonly (readonly [number, number])[] = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
];

/** X's length of a text: twitter-text's configuration v3 (a link counts 23, CJK and emoji 2). */
function weightedLength(text: string): number {
  let length = 0;
  const bare = text.normalize('NFC').replace(LINK, () => {
    length += LINK_LENGTH;
    return '';
  });
  for (const { segment } of segmenter.segment(bare)) {
    if (/\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(segment)) length += 2;
    else for (const char of segment) length += isLight(char.codePointAt(0) ?? 0) ? 1 : 2;
  }
  return length;
}

function isLight(codePoint: number): boolean {
  return LIGHT.some(([from, to]) => codePoint >= from && codePoint <= to);
}
