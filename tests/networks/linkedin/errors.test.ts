import { describe, expect, test } from 'vitest';
import { errorOfAnswer, errorOfOAuth } from '#lib/networks/linkedin/errors.ts';

const now = new Date('2026-11-21T22:10:00Z');
const answerOf = (status: number, json: unknown, headers: Record<string, string> = {}) => ({
  status,
  headers,
  body: JSON.stringify(json),
  json,
});
const said = (status: number, json: unknown, writes = false) => {
  const error = errorOfAnswer(answerOf(status, json), { writes, now });
  return error && `${error.kind} ${error.reason}`;
};

describe('errors of LinkedIn’s API', () => {
  test.each([
    [401, { serviceErrorCode: 65600, code: 'INVALID_ACCESS_TOKEN' }, 'unauthorized bad_credentials'],
    [401, { serviceErrorCode: 65601, code: 'REVOKED_ACCESS_TOKEN' }, 'unauthorized bad_credentials'],
    [401, { serviceErrorCode: 65604, code: 'EMPTY_ACCESS_TOKEN' }, 'unauthorized bad_credentials'],
    [403, { serviceErrorCode: 100, message: 'Not enough permissions to access: posts' }, 'refused missing_permission'],
    [404, { code: 'NOT_FOUND' }, 'gone target_gone'],
    [409, {}, 'unavailable rejected'],
    [422, { message: 'Content is a duplicate of urn:li:share:1' }, 'refused duplicate_text'],
    [422, { message: 'message.text is invalid' }, 'refused rejected'],
    [426, { code: 'NONEXISTENT_VERSION' }, 'refused app_not_set_up'],
    [429, { code: 'TOO_MANY_REQUESTS' }, 'rate_limited rate_limited'],
    [503, undefined, 'unavailable unreachable'],
    [307, undefined, 'refused unexpected_answer'],
    [200, {}, null],
    [201, {}, null],
  ])('an answer of %i %j means %s', (status, json, meant) => {
    expect(said(status, json)).toBe(meant);
  });

  test.each([500, 503, 504])('a status of %i leaves a write unknown', (status) => {
    expect(said(status, undefined, true)).toBe('outcome_unknown unreachable');
  });

  test('the network’s own message is kept for the channel page', () => {
    const json = { message: 'The token has been revoked', serviceErrorCode: 65601, code: 'REVOKED_ACCESS_TOKEN' };
    const error = errorOfAnswer(answerOf(401, json), { writes: false, now });
    expect(error?.message).toBe('401 65601 REVOKED_ACCESS_TOKEN The token has been revoked');
  });
});

describe('the end of LinkedIn’s limits', () => {
  const until = (message: string, headers: Record<string, string> = {}) =>
    errorOfAnswer(answerOf(429, { message }, headers), { writes: false, now })?.retryAt?.toISOString();

  test('a daily quota ends at midnight UTC', () => {
    const message = 'Resource level throttle APPLICATION DAY limit for calls to this resource is reached.';
    expect(until(message)).toBe('2026-11-22T00:00:00.000Z');
  });

  test('a limit without an end is tried again after a quarter of an hour', () => {
    expect(until('Resource level throttle limit for calls to this resource is reached.')).toBe(
      '2026-11-21T22:25:00.000Z',
    );
  });

  test('a Retry-After header is obeyed', () => {
    expect(until('', { 'retry-after': '30' })).toBe('2026-11-21T22:10:30.000Z');
  });
});

describe('errors of LinkedIn’s sign-in', () => {
  const oauth = (status: number, json: unknown) => {
    const error = errorOfOAuth(answerOf(status, json), { writes: false, now });
    return error && `${error.kind} ${error.reason}`;
  };
  const dead = 'The provided authorization grant or refresh token is invalid, expired or revoked';
  test.each([
    [400, { error: 'invalid_grant', error_description: dead }, 'unauthorized bad_credentials'],
    [400, { error: 'invalid_request', error_description: dead }, 'unauthorized bad_credentials'],
    [400, { error: 'invalid_request', error_description: 'A required parameter is missing' }, 'refused rejected'],
    [401, { error: 'invalid_client' }, 'refused app_not_set_up'],
    [429, { error: 'too_many' }, 'rate_limited rate_limited'],
    [500, { error: 'server_error' }, 'unavailable unreachable'],
    [502, undefined, 'unavailable unreachable'],
    [200, { access_token: 'AQV' }, null],
  ])('a sign-in answer of %i %j means %s', (status, json, meant) => {
    expect(oauth(status, json)).toBe(meant);
  });
});
