import { describe, expect, test } from 'vitest';
import { nextMidnight } from '#lib/networks/next-midnight.ts';
import { errorOf } from '#lib/networks/youtube/errors.ts';

const now = new Date('2026-11-21T20:00:00Z');
const error = (status: number, json: unknown, given: { writes?: boolean; headers?: Record<string, string> } = {}) =>
  errorOf(
    { status, headers: given.headers ?? {}, body: JSON.stringify(json), json },
    { writes: given.writes ?? false, now },
  );
const legacy = (status: number, reason: string, given: { writes?: boolean; headers?: Record<string, string> } = {}) =>
  error(status, { error: { code: status, message: 'as it may be', errors: [{ domain: 'youtube', reason }] } }, given);

describe('errors of YouTube', () => {
  test.each([
    [401, 'authError', 'unauthorized bad_credentials'],
    [403, 'insufficientPermissions', 'unauthorized missing_permission'],
    [403, 'quotaExceeded', 'rate_limited quota_spent'],
    [403, 'dailyLimitExceeded', 'rate_limited quota_spent'],
    [403, 'rateLimitExceeded', 'rate_limited rate_limited'],
    [403, 'userRateLimitExceeded', 'rate_limited rate_limited'],
    [403, 'accessNotConfigured', 'refused app_not_set_up'],
    [403, 'forbidden', 'refused missing_permission'],
    [403, 'commentsDisabled', 'refused comments_closed'],
    [403, 'ineligibleAccount', 'unauthorized account_suspended'],
    [403, 'authenticatedUserNotChannel', 'unauthorized account_suspended'],
    [403, 'authenticatedUserAccountSuspended', 'unauthorized account_suspended'],
    [403, 'authenticatedUserAccountClosed', 'unauthorized account_suspended'],
    [400, 'commentTextTooLong', 'refused text_too_long'],
    [400, 'commentTextRequired', 'refused rejected'],
    [400, 'operationNotSupported', 'refused replies_not_allowed'],
    [400, 'parentCommentIsPrivate', 'refused replies_not_allowed'],
    [400, 'processingFailure', 'refused rejected'],
    [400, 'banWithoutReject', 'refused rejected'],
    [400, 'invalidPageToken', 'refused rejected'],
    [404, 'commentNotFound', 'gone target_gone'],
    [404, 'parentCommentNotFound', 'gone target_gone'],
    [404, 'commentThreadNotFound', 'gone target_gone'],
    [404, 'videoNotFound', 'gone target_gone'],
    [404, 'channelNotFound', 'gone target_gone'],
    [500, 'backendError', 'unavailable unreachable'],
    [503, 'backendError', 'unavailable unreachable'],
  ])('an answer of %i %s means %s', (status, reason, meant) => {
    const said = legacy(status, reason);
    expect(`${said?.kind} ${said?.reason}`).toBe(meant);
    expect(said?.code).toBe(reason);
  });

  test('a property name of JavaScript is not taken for a reason', () => {
    expect(legacy(400, 'constructor')).toMatchObject({ kind: 'refused', reason: 'rejected' });
  });

  test('a page, an empty body and JSON of another shape are classified by their status', () => {
    expect(error(404, undefined)).toMatchObject({ kind: 'refused', reason: 'unexpected_answer' });
    expect(error(401, '')).toMatchObject({ kind: 'unauthorized', reason: 'bad_credentials' });
    expect(error(502, [])).toMatchObject({ kind: 'unavailable' });
    expect(error(302, null)).toMatchObject({ kind: 'refused', reason: 'unexpected_answer' });
    expect(error(429, null)).toMatchObject({ kind: 'rate_limited' });
    expect(error(204, undefined)).toBeNull();
  });

  test('a server error leaves a write unknown', () => {
    expect(legacy(503, 'backendError', { writes: true })).toMatchObject({ kind: 'outcome_unknown' });
    expect(legacy(403, 'rateLimitExceeded', { writes: true })).toMatchObject({ kind: 'rate_limited' });
  });

  test('a used-up day lasts until midnight Pacific time, a limit by the minute as long as it says or a minute', () => {
    expect(legacy(403, 'quotaExceeded')?.retryAt).toEqual(new Date('2026-11-22T08:00:00Z'));
    expect(legacy(403, 'rateLimitExceeded')?.retryAt).toEqual(new Date('2026-11-21T20:01:00Z'));
    const headers = { 'retry-after': '7' };
    expect(legacy(403, 'rateLimitExceeded', { headers })?.retryAt).toEqual(new Date('2026-11-21T20:00:07Z'));
  });

  test('error messages for the logs contain no markup', () => {
    const message = 'you have exceeded your <a href="/quota">quota</a>.';
    const said = error(403, { error: { message, errors: [{ reason: 'quotaExceeded' }] } });
    expect(said?.message).toBe('403 quotaExceeded you have exceeded your quota.');
  });
});

describe('midnight at Google', () => {
  test.each([
    ['2026-11-21T20:00:00.250Z', '2026-11-22T08:00:00Z'],
    ['2026-11-22T07:59:59Z', '2026-11-22T08:00:00Z'],
    ['2026-11-22T08:00:00Z', '2026-11-23T08:00:00Z'],
    ['2026-07-01T12:00:00Z', '2026-07-02T07:00:00Z'],
    // The clocks go forward on 8 March and back on 1 November 2026.
    ['2026-03-08T09:00:00Z', '2026-03-09T07:00:00Z'],
    ['2026-11-01T07:30:00Z', '2026-11-02T08:00:00Z'],
  ])('the day of %s lasts until %s', (from, until) => {
    expect(nextMidnight('America/Los_Angeles', new Date(from))).toEqual(new Date(until));
  });
});
