import { countGraphemes, graphemes } from '#lib/text/graphemes.ts';
import type { ReplyCapability, TextWeights } from './contract.ts';

/** How long a text is, counted the way its network counts. */
export function textLength(text: string, { count, weights }: Pick<ReplyCapability, 'count' | 'weights'>): number {
  switch (count) {
    case 'graphemes':
      return countGraphemes(text);
    case 'codePoints':
      return [...text].length;
    case 'utf16':
      return text.length;
    case 'bytes':
      return new TextEncoder().encode(text).length;
    case 'weighted':
      // Without weights nothing is known of the network's way; code points are the closest.
      return weights ? weightedLength(text, weights) : [...text].length;
    default:
      return count satisfies never;
  }
}

/** Whether a text exceeds one of the two limits of a capability. */
export function isTooLong(text: string, capability: ReplyCapability): boolean {
  if (textLength(text, capability) > capability.maxLength) return true;
  return capability.maxBytes !== undefined && textLength(text, { count: 'bytes' }) > capability.maxBytes;
}

/** The characters of a link's path: no space, quotation mark or East Asian character. */
const PATH = String.raw`[^\s<>"“”«»\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]`;
/** Endings of host names that make a link without `https://`. */
const NAKED_ENDINGS = 'com|net|org|info|biz|app|dev|shop|store|online|site|io|fr|co|eu|be|ch|ca|uk|de|me|tv|ai';
const LINK = new RegExp(
  String.raw`https?:\/\/(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:[/?#:]${PATH}*)?|(?<![@\w.-])(?:[a-z0-9-]+\.)+(?:${NAKED_ENDINGS})\b(?![@-])(?:\/${PATH}*)?`,
  'giu',
);
/** Punctuation at the end of a link belongs to the sentence around it. */
const LINK_TAIL = /[.,;:!?'’)\]}…]+$/u;

/** One emoji, also one that is a sign in a frame, such as a keycap. */
const EMOJI = new RegExp(String.raw`^(?:\p{RGI_Emoji}|[#*0-9]\uFE0F?\u20E3|\p{Regional_Indicator}+)$`, 'v');

function weightedLength(text: string, weights: TextWeights): number {
  let length = 0;
  const withoutLinks = text.normalize('NFC').replace(LINK, (link) => {
    length += weights.link;
    return LINK_TAIL.exec(link)?.[0] ?? '';
  });
  const weightOf = (codePoint: number) =>
    weights.light.some(([from, to]) => codePoint >= from && codePoint <= to) ? 1 : weights.other;
  for (const { segment } of graphemes.segment(withoutLinks)) {
    if (EMOJI.test(segment)) length += weights.emoji;
    else for (const char of segment) length += weightOf(char.codePointAt(0) ?? 0);
  }
  return length;
}
