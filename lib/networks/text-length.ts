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

/** Links end before what is no part of one: a space, a quotation mark, East Asian signs. */
const PATH = String.raw`[^\s<>"“”«»\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]`;
const NAKED_ENDINGS = 'com|net|org|info|biz|app|dev|shop|store|online|site|io|fr|co|eu|be|ch|ca|uk|de|me|tv|ai';
const LINK = new RegExp(
  String.raw`https?:\/\/(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:[/?#:]${PATH}*)?|(?<![@\w.-])(?:[a-z0-9-]+\.)+(?:${NAKED_ENDINGS})\b(?![@-])(?:\/${PATH}*)?`,
  'giu',
);
/** What ends a sentence, not the link before it. */
const LINK_TAIL = /[.,;:!?'’)\]}…]+$/u;
const LINK_LENGTH = 23;
/** Code points that count one; all others, and any emoji as a whole, count two. */
const LIGHT: readonly (readonly [number, number])[] = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
];

/** Emoji that count as one sign, also those that are a sign and a frame around it. */
const EMOJI = new RegExp(String.raw`^(?:\p{RGI_Emoji}|[#*0-9]\uFE0F?\u20E3|\p{Regional_Indicator}+)$`, 'v');

/** X's length of a text: twitter-text's configuration v3 (a link counts 23, CJK and emoji 2). */
function weightedLength(text: string): number {
  let length = 0;
  const bare = text.normalize('NFC').replace(LINK, (link) => {
    length += LINK_LENGTH;
    return LINK_TAIL.exec(link)?.[0] ?? '';
  });
  for (const { segment } of segmenter.segment(bare)) {
    if (EMOJI.test(segment)) length += 2;
    else for (const char of segment) length += isLight(char.codePointAt(0) ?? 0) ? 1 : 2;
  }
  return length;
}

function isLight(codePoint: number): boolean {
  return LIGHT.some(([from, to]) => codePoint >= from && codePoint <= to);
}
