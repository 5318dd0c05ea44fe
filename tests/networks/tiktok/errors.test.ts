import { describe, expect, test } from 'vitest';
import { errorOfAnswer } from '#lib/networks/tiktok/errors.ts';

const now = new Date('2026-11-21T10:00:00Z');
const said = (status: number, json: unknown, writes = false) =>
  errorOfAnswer({ status, headers: {}, body: JSON.stringify(json), json }, { writes, now });
const coded = (code: number, { writes = false, message = 'No' } = {}) =>
  said(200, { code, message, request_id: '20261121', data: {} }, writes);

describe('TikTok’s return codes, all with HTTP 200', () => {
  test.each([
    [40000, 'refused', 'rejected'],
    [40001, 'refused', 'missing_permission'],
    [40002, 'refused', 'rejected'],
    [40006, 'refused', 'rejected'],
    [40007, 'gone', 'target_gone'],
    [40064, 'refused', 'window_closed'],
    [40101, 'unauthorized', 'bad_credentials'],
    [40102, 'unauthorized', 'bad_credentials'],
    [40103, 'unauthorized', 'bad_credentials'],
    [40104, 'unauthorized', 'access_revoked'],
    [40105, 'unauthorized', 'bad_credentials'],
    [40107, 'unauthorized', 'bad_credentials'],
    [40110, 'unauthorized', 'bad_credentials'],
    [40113, 'refused', 'policy_block'],
    [40118, 'refused', 'approval_needed'],
    [40125, 'refused', 'approval_needed'],
    [40130, 'refused', 'missing_permission'],
    [40131, 'unauthorized', 'bad_credentials'],
    [40908, 'refused', 'attachment_refused'],
    [49999, 'refused', 'rejected'],
  ])('the return code %i is classified', (code, kind, reason) => {
    expect(coded(code)).toMatchObject({ kind, reason });
    expect(coded(code, { writes: true })).toMatchObject({ kind, reason });
  });

  test.each([0, 20001])('the return code %i is a success', (code) => expect(coded(code)).toBeNull());

  test.each([50000, 50002, 51065])('the return code %i leaves a write unknown', (code) => {
    expect(coded(code)).toMatchObject({ kind: 'unavailable' });
    expect(coded(code, { writes: true })).toMatchObject({ kind: 'outcome_unknown' });
  });

  test('a duplicate request is checked for before it is sent again', () => {
    expect(coded(40050, { writes: true })).toMatchObject({ kind: 'outcome_unknown' });
    expect(coded(40050)).toMatchObject({ kind: 'unavailable' });
  });

  test.each([
    [40100, 'Too many requests', '2026-11-21T10:05:00Z'],
    [40016, 'QPS limit reached', '2026-11-21T10:00:01Z'],
    [40133, 'Daily (QPD) limit reached', '2026-11-22T00:00:00Z'],
  ])('the limit %i %s lasts until %s', (code, message, retryAt) => {
    expect(coded(code, { message })).toMatchObject({ kind: 'rate_limited', retryAt: new Date(retryAt) });
  });

  test('the request’s id is kept for the network’s support', () => {
    expect(coded(40002)?.message).toBe('40002 No 20261121');
  });
});

describe('errors of gateways before TikTok’s API', () => {
  test.each([
    [500, false, 'unavailable'],
    [502, true, 'outcome_unknown'],
    [429, true, 'rate_limited'],
    // A gateway cannot know whether a token is valid.
    [401, false, 'refused'],
  ])('the status HTTP %i (writes: %s) means %s', (status, writes, kind) => {
    expect(said(status, undefined, writes)).toMatchObject({ kind });
  });

  test('a gateway’s limit has an end', () =>
    expect(said(429, undefined)?.retryAt).toEqual(new Date('2026-11-21T10:05:00Z')));
});
