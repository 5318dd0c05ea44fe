import { z } from 'zod';
import { isFitText } from '#lib/check-text.ts';
import type { ContactFilter } from '#lib/contacts/types.ts';

const text = (limit: number) => z.string().min(1).max(limit).refine(isFitText).optional().catch(undefined);

const shape = z.object({
  q: text(200),
  network: text(60),
  tag: z.uuid().optional().catch(undefined),
  vip: z.literal('true').optional().catch(undefined),
  blocked: z.literal('true').optional().catch(undefined),
});

/** The filter that an address names; what it does not name well is left out. */
export function readFilter(query: Record<string, string | string[] | undefined>): ContactFilter {
  const { q, network, tag, vip, blocked } = shape.parse(query);
  return {
    ...(q ? { q } : {}),
    ...(network ? { network } : {}),
    ...(tag ? { tag } : {}),
    ...(vip ? { vip: true } : {}),
    ...(blocked ? { blocked: true } : {}),
  };
}
