import type { AppSettings, Capabilities, CapabilityName, Connector, ItemFacts, Rights } from '../contract.ts';
import type { NetworkErrorReason } from '../errors.ts';
import { COMMENT_MAX } from './limits.ts';

const reply = { maxLength: COMMENT_MAX, count: 'utf16' } as const;

/**
 * "Comments API", "Reactions API". That a page may delete others' comments under its posts is written nowhere, so it is
 * not offered.
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

/** Without the scope to write, nothing is written. */
export function restrictions(
  _facts: ItemFacts,
  { rights }: { rights: Rights; app: AppSettings },
): Partial<Record<CapabilityName, NetworkErrorReason>> {
  return rights.canWrite === false ? Object.fromEntries(writing.map((name) => [name, 'missing_permission'])) : {};
}
