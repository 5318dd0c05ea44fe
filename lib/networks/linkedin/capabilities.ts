import type { AppSettings, Capabilities, CapabilityName, Connector, ItemFacts, Rights } from '../contract.ts';
import type { NetworkErrorReason } from '../errors.ts';
import { COMMENT_MAX } from './limits.ts';

const reply = { maxLength: COMMENT_MAX, count: 'utf16' } as const;

/**
 * "Comments API", "Reactions API". No document says that a page may delete other people's comments under its posts,
 * so that is not supported.
 */
export const capabilities: Connector['capabilities'] = {
  comment: { reply, delete: 'own', like: true },
  mention: { reply, delete: 'own' },
};

const writing = ['reply', 'delete', 'like'] as const satisfies readonly (keyof Capabilities)[];

export const conditions: Connector['conditions'] = {
  comment: Object.fromEntries(writing.map((name) => [name, ['missing_permission']])),
  mention: { reply: ['missing_permission'], delete: ['missing_permission'] },
};

/** Without the scope to write, every write is unavailable. */
export function restrictions(
  _facts: ItemFacts,
  { rights }: { rights: Rights; app: AppSettings },
): Partial<Record<CapabilityName, NetworkErrorReason>> {
  return rights.canWrite === false ? Object.fromEntries(writing.map((name) => [name, 'missing_permission'])) : {};
}
