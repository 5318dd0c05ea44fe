import { expect, test } from 'vitest';
import type { AppSettings } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { inNamesOf, namesOf } from '#lib/networks/x/names.ts';

const app = (clientId: string): AppSettings => ({ clientId, options: {} });
const older = { 'tweet.fields': 'id,note_tweet' };
/** An app that takes only the newer names. */
const newerOnly = (asked: string[]) => async (query: object) => {
  const name = Object.keys(query)[0] ?? '';
  asked.push(name);
  if (name === 'post.fields') return 'answered';
  throw new NetworkError('refused', 'rejected', { detail: '400 The query parameter [tweet.fields] is not known' });
};

test('a worker that has just started begins with the names that a check has found', async () => {
  const asked: string[] = [];
  await inNamesOf({ app: app('found'), findings: { names: 'post' } }, older, newerOnly(asked));
  expect(asked).toEqual(['post.fields']);
  expect(namesOf({ app: app('found') })).toBe('post');
});

test('without a finding it tries the older names first, and remembers what the app takes', async () => {
  const asked: string[] = [];
  await inNamesOf({ app: app('asked') }, older, newerOnly(asked));
  await inNamesOf({ app: app('asked') }, older, newerOnly(asked));
  expect(asked).toEqual(['tweet.fields', 'post.fields', 'post.fields']);
});
