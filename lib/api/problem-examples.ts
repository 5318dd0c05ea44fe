import { claimItem } from '#lib/items/claims/claim-item.ts';
import { problemOf } from './problem.ts';
import type { ProblemCode } from './problem.ts';

const OWNER = { id: '01991d2c-7a4e-7c1f-9b1e-2f6c3c5d8a10', name: 'Inès Morel' };

/** Additional members of a problem, for codes that have any. */
const VALUES: Partial<Record<ProblemCode, Record<string, unknown>>> = {
  already_claimed: { owner: OWNER },
  already_connected: { handle: 'lune.example' },
  channel_unavailable: { reason: 'paused' },
  conflict: { status: 'disconnected' },
  draft_changed: { draft: null },
  guard_rails: { findings: [{ kind: 'banned', words: ['refund'] }], words: 'refund' },
  invalid: { errors: [{ path: 'text', message: 'Invalid input: expected string, received number' }] },
  network_forbids: { reason: 'not_own_message' },
  network_refused: { reason: 'bad_credentials' },
  only_owner_sends: { owner: OWNER },
  parts_open: { names: OWNER.name, members: [OWNER] },
  not_allowed: { permission: claimItem.permission },
  not_offered: { kind: 'like' },
  text_too_long: { limit: 300 },
  throttled: { retryAt: '2026-01-31T12:00:00.000Z' },
  too_many: { limit: 50 },
  no_channel_access: { name: OWNER },
};

/** An example answer for a problem code. */
export function problemExample(code: ProblemCode): { summary: string; value: unknown } {
  const reader = { locale: 'en', requestId: '6f2b1c1e-3f0e-4c53-9d55-0d9a4e6f7b21' } as const;
  const value = problemOf(code, VALUES[code] ?? {}, reader);
  return { summary: value.detail, value };
}
