import { afterAll, expect, test } from 'vitest';
import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { database } from '#tests/support/owner-database.ts';
import { pullChannel } from '#lib/sync/pull-channel.ts';
import { reply } from '#lib/outbox/reply.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { serveNetworks } from '#tests/support/stand-ins.ts';
import { until } from '#tests/support/until.ts';
import { startWorker } from './worker.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';
// Threads: an answer is made first, seen by nobody, and published then.
const standIns = await serveNetworks(['threads']);
// A worker waits for the network longer than it has to live.
process.env.PARVIS_THREADS_TIMEOUT_MS = '20000';
afterAll(() => standIns.stop());

test('a worker that is killed between the making of an answer and its publication: the next one publishes the same', async () => {
  const { sandbox, faults, calls } = standIns.of('threads');
  const { workspaceId, admin } = await aWorkspace();
  const { id: channelId } = await connectChannel(admin, { network: 'threads', credentials: sandbox.connectInput() });
  const comment = sandbox.fanWrites({ kind: 'comment', text: 'Allô ?', under: sandbox.brandPosts('Bonjour') });
  await pullChannel({ workspaceId, channelId });
  const { itemId } = await database().prisma.message.findFirstOrThrow({ where: { workspaceId, externalId: comment } });
  const posts = (path: string) => calls.filter((call) => call.method === 'POST' && call.path.endsWith(path)).length;
  const action = async () => await database().prisma.action.findFirstOrThrow({ where: { workspaceId } });

  faults.failNext('write', { kind: 'silence' });
  await reply(admin, { itemId, text: 'Oui, on est là' });
  const worker = startWorker();
  const isMade = async () => JSON.stringify((await action()).progress).includes('container');
  await until('the answer is made', isMade, { withinMs: 15_000 });
  await worker.kill();
  expect(sandbox.answersTo(comment)).toEqual([]);
  expect(await action()).toMatchObject({ state: 'sending' });

  startWorker();
  await until('the action ends', async () => (await action()).state === 'done', { withinMs: 90_000 });
  expect(sandbox.answersTo(comment)).toEqual(['Oui, on est là']);
  expect(posts('/me/threads')).toBe(1);
  expect(posts('/me/threads_publish')).toBe(1);
});
