import { afterAll, expect, test } from 'vitest';
import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { database } from '#tests/support/owner-database.ts';
import { pullChannel } from '#lib/sync/pull-channel.ts';
import { reply } from '#lib/outbox/reply.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { serveNetworks } from '#tests/support/stand-ins.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import { startWorker } from './start-worker.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';
// Threads publishes a reply in two steps: it is created, which nobody sees, and then published.
const standIns = await serveNetworks(['threads']);
// The worker still waits for the network's answer when it is killed.
process.env.PARVIS_THREADS_TIMEOUT_MS = '20000';
afterAll(() => standIns.stop());

test('when a worker is killed between creating and publishing a reply, the next one publishes that same reply', async () => {
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
  const isCreated = async () => JSON.stringify((await action()).progress).includes('container');
  await waitFor('the reply is created', isCreated);
  await worker.kill();
  expect(sandbox.answersTo(comment)).toEqual([]);
  expect(await action()).toMatchObject({ state: 'sending' });

  startWorker();
  await waitFor('the action is done', async () => (await action()).state === 'done', { withinMs: 90_000 });
  expect(sandbox.answersTo(comment)).toEqual(['Oui, on est là']);
  expect(posts('/me/threads')).toBe(1);
  expect(posts('/me/threads_publish')).toBe(1);
});
