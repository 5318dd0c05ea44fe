import { afterAll, expect, test } from 'vitest';
import { openQueue, openWorker } from '#lib/queue/backend.ts';
import { queueNames } from '#lib/queue/define-job.ts';

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

test.each(queueNames)("the application's role can add a job to the queue %s and process it", async (name) => {
  const queue = openQueue(name);
  closing.push(() => queue.close());
  await queue.add('a job of a test', {});
  const worked = new Promise<string>((done) => {
    const worker = openWorker(name, 1, (job) => Promise.resolve(done(job)));
    closing.unshift(() => worker.close());
  });
  expect(await worked).toBe('a job of a test');
});
