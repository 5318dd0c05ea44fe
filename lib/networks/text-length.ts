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
    default:
      return count satisfies never;
  }
}

/** Whether a text fits both limits of a capability. */
export function isTooLong(text: string, capability: ReplyCapability): boolean {
  if (textLength(text, capability.count) > capability.maxLength) return true;
  return capability.maxBytes !== undefined && new TextEncoder().encode(text).length > capability.maxBytes;
}
