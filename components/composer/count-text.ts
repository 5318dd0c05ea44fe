import type { ReplyCapability, TextWeights } from '#lib/networks/contract.ts';
import { textLength } from '#lib/networks/text-length.ts';

export type Count = {
  used: number;
  max: number;
  /** What is counted, where it is not the characters that people see. */
  unit: 'bytes' | 'weighted' | null;
  /** Set where `unit` is `weighted`. */
  weights?: TextWeights;
  isNear: boolean;
  isOver: boolean;
};

/** The counter warns from this share of the limit on. */
const NEAR = 0.9;

/** How much of the network's limit a text uses, counted the network's way. Of two limits, the tighter one is shown. */
export function countText(text: string, { maxLength, count, weights, maxBytes }: ReplyCapability): Count {
  const length = textLength(text, { count, ...(weights && { weights }) });
  const bytes = maxBytes === undefined ? 0 : textLength(text, { count: 'bytes' });
  const isBytesTighter = maxBytes !== undefined && bytes / maxBytes > length / maxLength;
  const used = isBytesTighter ? bytes : length;
  const max = isBytesTighter ? maxBytes : maxLength;
  const unit = isBytesTighter || count === 'bytes' ? 'bytes' : count === 'weighted' ? 'weighted' : null;
  return {
    used,
    max,
    unit,
    ...(unit === 'weighted' && weights && { weights }),
    isNear: used >= max * NEAR,
    isOver: used > max,
  };
}
