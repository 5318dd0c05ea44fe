import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { HttpFailure } from '#lib/http/http-failure.ts';
import { errorOfAnswer, errorOfFailure } from '#lib/networks/bluesky/errors.ts';
import { nothing } from '#lib/networks/bluesky/wire.ts';
import { callXrpc } from '#lib/networks/bluesky/xrpc.ts';

const now = new Date('2026-11-02T10:00:00Z');
const meaning = (status: number, body: unknown, writes = false) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const { kind, reason } = errorOfAnswer({ status, headers: {}, body: text }, { writes, now });
  return `${kind} ${reason}`;
};

describe('errors of Bluesky’s servers', () => {
  test.each([
    [400, 'ExpiredToken', 'unauthorized bad_credentials'],
    [401, 'InvalidToken', 'unauthorized bad_credentials'],
    [400, 'InvalidToken', 'unauthorized bad_credentials'],
    [401, 'AuthenticationRequired', 'unauthorized bad_credentials'],
    [401, 'AuthMissing', 'unauthorized bad_credentials'],
    [401, 'invalid_token', 'unauthorized bad_credentials'],
    [401, 'AuthFactorTokenRequired', 'refused second_factor_required'],
    [400, 'AccountTakedown', 'unauthorized account_suspended'],
    [400, 'AccountDeactivated', 'unauthorized account_suspended'],
    [400, 'RepoNotFound', 'unauthorized account_suspended'],
    [403, 'Forbidden', 'refused missing_permission'],
    [403, 'ScopeMissingError', 'refused missing_permission'],
    [400, 'InvalidRequest', 'refused rejected'],
    [400, 'InvalidRecord', 'refused rejected'],
    [400, 'BlobTooLarge', 'refused attachment_refused'],
    [413, 'PayloadTooLarge', 'refused attachment_refused'],
    [400, 'InvalidSwap', 'refused rejected'],
    [400, 'NotFound', 'gone target_gone'],
    [400, 'InvalidConvo', 'gone target_gone'],
    [400, 'RecordNotFound', 'gone target_gone'],
    [400, 'ReplyTargetNotFound', 'gone target_gone'],
    [400, 'BlockedActor', 'refused blocked'],
    [400, 'ConvoLocked', 'refused replies_not_allowed'],
    [400, 'MessagesDisabled', 'refused replies_not_allowed'],
    [501, 'MethodNotImplemented', 'refused not_offered'],
    [429, 'RateLimitExceeded', 'rate_limited rate_limited'],
    [502, 'UpstreamFailure', 'unavailable unreachable'],
    [504, 'UpstreamTimeout', 'unavailable unreachable'],
    [500, 'InternalServerError', 'unavailable unreachable'],
  ])('%i %s means %s', (status, error, meant) => {
    expect(meaning(status, { error, message: 'as it may be' })).toBe(meant);
  });

  test('an app password without a permission does not count as invalid', () => {
    expect(meaning(400, { error: 'InvalidToken', message: 'Bad token scope' })).toBe('refused missing_permission');
  });

  test('a proxy’s page, an empty body and JSON of another shape are classified by their status', () => {
    expect(meaning(404, '<html>Not found</html>')).toBe('refused not_offered');
    expect(meaning(401, '')).toBe('unauthorized bad_credentials');
    expect(meaning(503, '[]')).toBe('unavailable unreachable');
    expect(meaning(418, '{"error": {"code": "constructor"}}')).toBe('refused rejected');
    expect(meaning(400, '{"error": "constructor"}')).toBe('refused rejected');
    expect(meaning(307, '')).toBe('refused unexpected_answer');
  });

  test('a server error after the work began leaves a write unknown; a 503 does not', () => {
    expect(meaning(502, { error: 'UpstreamFailure' }, true)).toBe('outcome_unknown unreachable');
    expect(meaning(500, '', true)).toBe('outcome_unknown unreachable');
    expect(meaning(503, '', true)).toBe('unavailable unreachable');
    expect(meaning(429, '', true)).toBe('rate_limited rate_limited');
  });
});

describe('the end of a Bluesky rate limit', () => {
  const retryAt = (headers: Record<string, string>) =>
    errorOfAnswer({ status: 429, headers, body: '' }, { writes: false, now }).retryAt?.toISOString();
  test.each([
    [{ 'ratelimit-reset': '1793613660' }, '2026-11-02T10:01:00.000Z'],
    [{ 'retry-after': '30' }, '2026-11-02T10:00:30.000Z'],
    [{ 'retry-after': 'Mon, 02 Nov 2026 10:05:00 GMT' }, '2026-11-02T10:05:00.000Z'],
    [{ 'retry-after': '30', 'ratelimit-reset': '1793613660' }, '2026-11-02T10:01:00.000Z'],
    [{ 'ratelimit-reset': '1' }, '2026-11-02T10:00:01.000Z'],
    [{ 'ratelimit-reset': 'soon' }, '2026-11-02T10:01:00.000Z'],
    [{}, '2026-11-02T10:01:00.000Z'],
  ])('a rate limit with the headers %j lasts until %s', (headers, until) => {
    expect(retryAt(headers as Record<string, string>)).toBe(until); // the rows differ in their keys
  });
});

describe('calls to Bluesky without an answer', () => {
  test.each([
    ['unreachable', false, true, 'unavailable unreachable'],
    ['unreachable', true, true, 'outcome_unknown unreachable'],
    ['timed_out', true, true, 'outcome_unknown unreachable'],
    ['timed_out', true, false, 'unavailable unreachable'],
    ['server_not_found', false, true, 'unavailable server_not_found'],
    ['address_not_allowed', false, true, 'refused address_not_allowed'],
    ['too_large', true, false, 'unavailable unexpected_answer'],
    ['cancelled', true, true, 'outcome_unknown unreachable'],
    ['cancelled', false, true, 'unavailable unreachable'],
  ] as const)('a failure of the kind %s (sent: %s, writes: %s) means %s', (kind, sent, writes, meant) => {
    const error = errorOfFailure(new HttpFailure(kind, { sent }), { writes });
    expect(`${error.kind} ${error.reason}`).toBe(meant);
  });
});

test('an unreadable body is no success, even where no content is expected; an empty one is', async () => {
  let body = '';
  const http = createServer((_, response) => response.end(body));
  await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void http.close());
  const { port } = http.address() as AddressInfo; // it listens on a port
  const server = { origin: `http://127.0.0.1:${port}`, timeoutMs: 5_000, allowPrivate: true };
  const call = { nsid: 'app.bsky.graph.muteActor', input: { json: { actor: 'did:plc:fan' } }, schema: nothing };
  const caller = { signal: AbortSignal.timeout(5_000), now: () => now };
  await expect(callXrpc(server, call, caller)).resolves.toBeUndefined();
  body = '<html>Back soon</html>';
  await expect(callXrpc(server, call, caller)).rejects.toMatchObject({ kind: 'outcome_unknown' });
});
