import { describe, expect, test } from 'vitest';
import { errorOf, reasonOf } from '#lib/networks/whatsapp/errors.ts';

const now = new Date('2026-11-23T10:00:00Z');

const said = (code: number, { status = 400, writes = true } = {}) =>
  errorOf({ status, headers: {}, body: '', json: { error: { code, message: 'x' } } }, { writes, now });

describe('what the network’s codes mean', () => {
  test.each([
    [190, 'unauthorized', 'bad_credentials'],
    [0, 'unauthorized', 'bad_credentials'],
    [10, 'refused', 'missing_permission'],
    [200, 'refused', 'missing_permission'],
    [131005, 'refused', 'missing_permission'],
    [4, 'rate_limited', 'rate_limited'],
    [80007, 'rate_limited', 'rate_limited'],
    [80008, 'rate_limited', 'rate_limited'],
    [130429, 'rate_limited', 'rate_limited'],
    [131056, 'rate_limited', 'rate_limited'],
    [131047, 'refused', 'window_closed'],
    [131026, 'refused', 'recipient_closed'],
    [131048, 'refused', 'policy_block'],
    [131049, 'refused', 'policy_block'],
    [130472, 'refused', 'policy_block'],
    [368, 'refused', 'policy_block'],
    [131031, 'refused', 'account_suspended'],
    [131053, 'refused', 'attachment_refused'],
    [132000, 'refused', 'template_refused'],
    [132015, 'refused', 'template_refused'],
    [133010, 'refused', 'app_not_set_up'],
    [131000, 'outcome_unknown', 'unreachable'],
    [131016, 'outcome_unknown', 'unreachable'],
    [2, 'outcome_unknown', 'unreachable'],
    [999_999, 'refused', 'rejected'],
  ] as const)('%d: %s, %s', (code, kind, reason) => {
    expect(said(code)).toMatchObject({ kind, reason });
  });

  test('an error on a read that may pass is no unknown outcome', () => {
    expect(said(131000, { writes: false })).toMatchObject({ kind: 'unavailable' });
  });

  test('to one person the next message may go in six seconds', () => {
    expect(said(131056)).toMatchObject({ retryAt: new Date('2026-11-23T10:00:06Z') });
  });

  test('the same table says why a message did not arrive', () => {
    expect([131047, 131026, 132099, 42].map(reasonOf)).toEqual([
      'window_closed',
      'recipient_closed',
      'template_refused',
      'rejected',
    ]);
  });
});
