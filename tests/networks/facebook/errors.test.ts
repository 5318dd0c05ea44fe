import { describe, expect, test } from 'vitest';
import { graphErrorOf } from '#lib/networks/kit/meta/errors.ts';
import { metaDialect } from '#lib/networks/kit/meta/dialect.ts';
import type { Answer } from '#lib/networks/kit/call.ts';
import type { RateLimiter } from '#lib/networks/contract.ts';
import { openRateLimiter } from '../channel.ts';

const now = new Date('2026-11-21T10:00:00Z');
const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

function answerOf(error: Record<string, unknown> | null, given: Partial<Answer> = {}): Answer {
  const json = error ? { error: { message: 'No.', type: 'OAuthException', fbtrace_id: 'A1', ...error } } : { data: [] };
  return { status: error ? 400 : 200, headers: {}, body: JSON.stringify(json), json, ...given };
}

describe('errors of the Graph API', () => {
  test.each([
    [{ code: 190, error_subcode: 463 }, 'unauthorized', 'bad_credentials'],
    [{ code: 190, error_subcode: 467 }, 'unauthorized', 'bad_credentials'],
    [{ code: 190, error_subcode: 460 }, 'unauthorized', 'bad_credentials'],
    [{ code: 190, error_subcode: 458 }, 'unauthorized', 'access_revoked'],
    [{ code: 102 }, 'unauthorized', 'bad_credentials'],
    [{ code: 10 }, 'refused', 'missing_permission'],
    [{ code: 200 }, 'refused', 'missing_permission'],
    [{ code: 283 }, 'refused', 'missing_permission'],
    [{ code: 3 }, 'refused', 'missing_permission'],
    [{ code: 4 }, 'rate_limited', 'rate_limited'],
    [{ code: 32, is_transient: true }, 'rate_limited', 'rate_limited'],
    [{ code: 80_006 }, 'rate_limited', 'rate_limited'],
    [{ code: 1 }, 'unavailable', 'unreachable'],
    [{ code: 2 }, 'unavailable', 'unreachable'],
    [{ code: 999, is_transient: true }, 'unavailable', 'unreachable'],
    [{ code: 100, error_subcode: 33 }, 'gone', 'target_gone'],
    [{ code: 100 }, 'refused', 'rejected'],
    [{ code: 100, error_subcode: 2_018_001 }, 'refused', 'recipient_closed'],
    [{ code: 10, error_subcode: 2_018_278 }, 'refused', 'window_closed'],
    [{ code: 10, error_subcode: 2_018_065 }, 'refused', 'window_closed'],
    [{ code: 100, error_subcode: 2_018_276 }, 'refused', 'approval_needed'],
    [{ code: 551 }, 'refused', 'recipient_closed'],
    [{ code: 10, error_subcode: 2_018_108 }, 'refused', 'recipient_closed'],
    [{ code: 10_900 }, 'refused', 'already_used'],
    [{ code: 368 }, 'refused', 'policy_block'],
    [{ code: 506 }, 'refused', 'duplicate_text'],
    [{ code: 210 }, 'refused', 'author_unknown'],
    [{ code: 12_345 }, 'refused', 'rejected'],
  ] as const)('a read that fails with %o is classified', (error, kind, reason) => {
    expect(graphErrorOf(answerOf(error), { writes: false, now })).toMatchObject({ kind, reason });
  });

  test.each([{ code: 1 }, { code: 2 }, { code: 1200 }, { code: 999, is_transient: true }])(
    'after %o a write may have happened',
    (error) => {
      expect(graphErrorOf(answerOf(error), { writes: true, now })).toMatchObject({ kind: 'outcome_unknown' });
    },
  );

  test('a server error without a code leaves a write unknown, but not a read', () => {
    const broken = { status: 502, headers: {}, body: '<html>', json: undefined };
    expect(graphErrorOf(broken, { writes: true, now })).toMatchObject({ kind: 'outcome_unknown' });
    expect(graphErrorOf(broken, { writes: false, now })).toMatchObject({ kind: 'unavailable' });
  });

  test('a rate limit lasts for the minutes in the headers, or a quarter of an hour', () => {
    const headers = {
      'x-business-use-case-usage': JSON.stringify({
        '101': [
          { type: 'pages', call_count: 100, total_cputime: 1, total_time: 1, estimated_time_to_regain_access: 7 },
        ],
      }),
    };
    const limited = answerOf({ code: 80_001 }, { headers });
    expect(graphErrorOf(limited, { writes: true, now })?.retryAt).toEqual(after(7));
    expect(graphErrorOf(answerOf({ code: 613 }), { writes: true, now })?.retryAt).toEqual(after(15));
  });

  test('a success is no error', () => {
    expect(graphErrorOf(answerOf(null), { writes: true, now })).toBeNull();
  });
});

describe('Facebook’s usage headers', () => {
  const dialect = metaDialect({ rateLimits: { app: 'app', types: { pages: 'page', messenger: 'messenger' } } });
  const usage = (percent: number, wait = 0, type = 'pages') => ({
    'x-app-usage': JSON.stringify({ call_count: 28, total_time: 25, total_cputime: 25 }),
    'x-business-use-case-usage': JSON.stringify({
      '101': [{ type, call_count: percent, total_cputime: 10, total_time: 12, estimated_time_to_regain_access: wait }],
    }),
  });
  const teach = async (answer: Answer) => {
    const learned: Record<string, Parameters<RateLimiter['learn']>[1]> = {};
    const rateLimiter = {
      ...openRateLimiter(),
      learn: (name: string, said: Parameters<RateLimiter['learn']>[1]) => Promise.resolve(void (learned[name] = said)),
    };
    await dialect.learn?.(answer, rateLimiter, now);
    return { learned, closed: rateLimiter.closed };
  };

  test('the usage headers update each rate limit', async () => {
    const { learned, closed } = await teach(answerOf(null, { headers: usage(40) }));
    expect(learned.page).toMatchObject({ limit: 10_000, remaining: 6_000 });
    expect(learned.app).toMatchObject({ limit: 10_000, remaining: 7_200 });
    expect(closed).toEqual({});
  });

  test('from 75 percent on, reads stop for five minutes', async () => {
    const { learned } = await teach(answerOf(null, { headers: usage(80) }));
    expect(learned.page).toMatchObject({ remaining: 2_000, resetAt: after(5) });
  });

  test('from 95 percent on, all calls stop', async () => {
    expect((await teach(answerOf(null, { headers: usage(95) }))).closed).toEqual({ page: after(15) });
    expect((await teach(answerOf(null, { headers: usage(97, 5) }))).closed).toEqual({ page: after(5) });
  });

  test('a refused call blocks its rate limit', async () => {
    expect((await teach(answerOf({ code: 4 }))).closed).toEqual({ app: after(15) });
    expect((await teach(answerOf({ code: 80_006 }, { headers: usage(100, 3, 'messenger') }))).closed).toEqual({
      messenger: after(3),
    });
    expect((await teach(answerOf({ code: 32 }))).closed).toEqual({ page: after(15) });
  });

  test('unreadable usage headers are ignored', async () => {
    const headers = { 'x-app-usage': 'lots', 'x-business-use-case-usage': '[]' };
    expect(await teach(answerOf(null, { headers }))).toEqual({ learned: {}, closed: {} });
  });
});
