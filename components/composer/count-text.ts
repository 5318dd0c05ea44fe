import type { ReplyCapability } from '#lib/networks/contract.ts';
import { textLength } from '#lib/networks/text-length.ts';

const encoder = new TextEncoder();

export type Count = {
  used: number;
  max: number;
  /** What is counted, where it is not what people would count. */
  unit: 'bytes' | 'weighted' | null;
  isNear: boolean;
  isOver: boolean;
};

/** From this part of the limit on, the counter warns. */
const NEAR = 0.9;

/** How much of the network's limit a text uses, counted the network's way; the tighter of two limits speaks. */
export function countText(text: string, { maxLength, count, maxBytes }: ReplyCapability): Count {
  const length = textLength(text, count);
  const bytes = maxBytes === undefined ? 0 : encoder.encode(text).length;
  const isBytesTighter = maxBytes !== undefined && bytes / maxBytes > length / maxLength;
  const used = isBytesTighter ? bytes : length;
  const max = isBytesTighter ? maxBytes : maxLength;
  const unit = isBytesTighter || count === 'bytes' ? 'bytes' : count === 'weighted' ? 'weighted' : null;
  return { used, max, unit, isNear: used >= max * NEAR, isOver: used > max };
}
