import type { ReplyCapability } from '#lib/networks/contract.ts';
import { textLength } from '#lib/networks/text-length.ts';

const encoder = new TextEncoder();

export type Count = {
  used: number;
  max: number;
  /** What the network counts, if it is not characters as people see them. */
  unit: 'bytes' | 'weighted' | null;
  isNear: boolean;
  isOver: boolean;
};

/** The counter warns from this share of the limit on. */
const NEAR = 0.9;

/** How much of the network's limit a text uses, counted as the network does. Of two limits, the one that is used more. */
export function countText(text: string, { maxLength, count, maxBytes }: ReplyCapability): Count {
  const length = textLength(text, count);
  const bytes = maxBytes === undefined ? 0 : encoder.encode(text).length;
  const isBytesTighter = maxBytes !== undefined && bytes / maxBytes > length / maxLength;
  const used = isBytesTighter ? bytes : length;
  const max = isBytesTighter ? maxBytes : maxLength;
  const unit = isBytesTighter || count === 'bytes' ? 'bytes' : count === 'weighted' ? 'weighted' : null;
  return { used, max, unit, isNear: used >= max * NEAR, isOver: used > max };
}
