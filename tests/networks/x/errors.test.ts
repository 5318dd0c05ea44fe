import { describe, expect, test } from 'vitest';
import { errorOf } from '#lib/networks/x/errors.ts';
import type { EndpointName } from '#lib/networks/x/limits.ts';

const now = new Date('2026-11-02T10:00:00Z');
const TYPE = 'https://api.x.com/2/problems/';
const errorFor = (status: number, json: unknown, endpoint: EndpointName, writes: boolean, headers = {}) =>
  errorOf({ status, headers, json }, { writes, now, endpoint });
const meaning = (status: number, json: unknown, endpoint: EndpointName, writes: boolean) => {
  const error = errorFor(status, json, endpoint, writes);
  return error ? `${error.kind} ${error.reason}` : 'good';
};

describe('errors of X', () => {
  test.each([
    [400, { type: `${TYPE}invalid-request`, title: 'Invalid Request' }, 'mentions', false, 'refused rejected'],
    [
      401,
      { title: 'Unauthorized', type: 'about:blank', status: 401 },
      'mentions',
      false,
      'unauthorized bad_credentials',
    ],
    [
      403,
      { errors: [{ code: 89, message: 'Invalid or expired token' }] },
      'mentions',
      false,
      'unauthorized bad_credentials',
    ],
    [402, undefined, 'mentions', false, 'rate_limited out_of_credits'],
    [402, undefined, 'post', true, 'refused out_of_credits'],
    [
      403,
      { detail: 'You are not allowed to create a Tweet with duplicate content.' },
      'post',
      true,
      'refused duplicate_text',
    ],
    [403, { errors: [{ code: 187, message: 'Status is a duplicate' }] }, 'post', true, 'refused duplicate_text'],
    [403, { detail: 'Reply to this conversation is not allowed' }, 'post', true, 'refused not_summoned'],
    [403, { errors: [{ code: 385, message: 'deleted' }] }, 'post', true, 'gone target_gone'],
    [
      403,
      { detail: 'You attempted to reply to a Tweet that is deleted or not visible to you.' },
      'post',
      true,
      'gone target_gone',
    ],
    [403, { errors: [{ code: 433, message: 'restricted' }] }, 'post', true, 'refused replies_not_allowed'],
    [403, { errors: [{ code: 186, message: 'too long' }] }, 'post', true, 'refused text_too_long'],
    [
      403,
      { detail: 'You do not have permission to DM one or more participants.' },
      'sendMessage',
      true,
      'refused recipient_closed',
    ],
    [403, { errors: [{ code: 349, message: 'no' }] }, 'sendMessage', true, 'refused recipient_closed'],
    [403, { errors: [{ code: 476, message: 'no' }] }, 'sendMessage', true, 'refused recipient_closed'],
    [403, { type: `${TYPE}client-forbidden` }, 'like', true, 'refused tier_needed'],
    [403, { type: `${TYPE}client-forbidden` }, 'search', false, 'refused tier_needed'],
    [403, { type: `${TYPE}not-authorized-for-resource` }, 'readMessages', false, 'refused missing_permission'],
    [404, { type: `${TYPE}resource-not-found` }, 'hide', true, 'gone target_gone'],
    [404, '<html>', 'mentions', false, 'unavailable unexpected_answer'],
    [429, { type: `${TYPE}rate-limit-exceeded` }, 'post', true, 'rate_limited rate_limited'],
    [429, { type: `${TYPE}usage-capped` }, 'search', false, 'rate_limited quota_spent'],
    [429, { type: `${TYPE}usage-capped` }, 'post', true, 'refused quota_spent'],
    [500, { type: `${TYPE}internal-error` }, 'mentions', false, 'unavailable unreachable'],
    [503, undefined, 'post', true, 'outcome_unknown unreachable'],
    [302, undefined, 'mentions', false, 'unavailable unexpected_answer'],
    [200, { errors: [{ type: `${TYPE}resource-not-found` }] }, 'hide', true, 'gone target_gone'],
    [200, { errors: [{ type: `${TYPE}resource-not-found` }] }, 'lookup', false, 'good'],
    [201, { data: { id: '1' } }, 'post', true, 'good'],
  ] as const)('an answer of %i %j to %s (writes: %s) means %s', (status, json, endpoint, writes, meant) => {
    expect(meaning(status, json, endpoint, writes)).toBe(meant);
  });
});

describe('the end of X’s limits', () => {
  const reset = (name: string, remaining: number, seconds: number) => ({
    [`${name}-limit`]: '300',
    [`${name}-remaining`]: String(remaining),
    [`${name}-reset`]: String(now.getTime() / 1_000 + seconds),
  });
  const seconds = (headers: object, status = 429, json: unknown = {}) =>
    ((errorFor(status, json, 'mentions', false, headers)?.retryAt?.getTime() ?? 0) - now.getTime()) / 1_000;

  test('a limit lasts until its window resets', () => {
    expect(seconds(reset('x-rate-limit', 0, 120))).toBe(120);
    expect(seconds({ ...reset('x-rate-limit', 12, 120), ...reset('x-user-limit-24hour', 0, 7_200) })).toBe(7_200);
  });
  test('a limit lasts a quarter of an hour where no header says more, and never ends in the past', () => {
    expect(seconds({})).toBe(900);
    expect(seconds(reset('x-rate-limit', 0, -50))).toBe(1);
  });
  test('a limit lasts hours without credits, and a day at the monthly cap', () => {
    expect(seconds({}, 402)).toBe(6 * 3_600);
    expect(seconds({}, 429, { type: `${TYPE}usage-capped` })).toBe(24 * 3_600);
  });
});
