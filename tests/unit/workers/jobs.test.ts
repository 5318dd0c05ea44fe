import { expect, test } from 'vitest';
import { channelJobs } from '#lib/channels/jobs.ts';
import { erasureJobs } from '#lib/erasure/jobs.ts';
import { outboxJobs } from '#lib/outbox/jobs.ts';
import { syncJobs } from '#lib/sync/jobs.ts';
import { handleJob } from '#workers/jobs.ts';

test('a job of a name that no code knows any more is finished', async () => {
  await expect(handleJob('send-pigeon', {})).resolves.toBeUndefined();
});

test('a job whose payload is malformed fails before anything happens', async () => {
  await expect(handleJob('send-action', { workspaceId: 'none' })).rejects.toThrow('actionId');
});

test('no two jobs have one name in the store of the queue', () => {
  const jobs = Object.values({ ...channelJobs, ...erasureJobs, ...outboxJobs, ...syncJobs });
  const count = [channelJobs, erasureJobs, outboxJobs, syncJobs].flatMap((table) => Object.keys(table)).length;
  expect(new Set(jobs.map(({ name }) => name)).size).toBe(count);
});
