import { expect, onTestFinished, test } from 'vitest';
import { facebook } from '#lib/networks/facebook/connector.ts';
import { instagram } from '#lib/networks/instagram/connector.ts';
import { threads } from '#lib/networks/threads/connector.ts';
import { createSandbox as createFacebook } from '#sandbox/facebook/sandbox.ts';
import { createSandbox as createInstagram } from '#sandbox/instagram/sandbox.ts';
import { createSandbox as createThreads } from '#sandbox/threads/sandbox.ts';
import { messagesIn, pullAll } from './channel.ts';
import { startSandbox } from './start-sandbox.ts';

const HOUR_MS = 3_600_000;
const COMMENTS = 150;

const networks = [
  { network: 'facebook', isReadWhole: () => check({ connector: facebook, createSandbox: createFacebook }) },
  { network: 'instagram', isReadWhole: () => check({ connector: instagram, createSandbox: createInstagram }) },
  { network: 'threads', isReadWhole: () => check({ connector: threads, createSandbox: createThreads }) },
];

async function check<Credentials>(given: Parameters<typeof startSandbox<Credentials>>[0]) {
  const world = await startSandbox(given);
  onTestFinished(() => world.stop());
  const channel = await world.connect();
  const { sandbox, connector } = world;
  const post = sandbox.brandPosts('Bonjour');
  const ids = Array.from({ length: COMMENTS }, (_, number) =>
    sandbox.fanWrites({ kind: 'comment', text: `Réponse ${number}`, under: post, agoMs: (COMMENTS - number) * 1000 }),
  );
  sandbox.growHeavy?.();
  const first = await pullAll(connector, channel, undefined);
  const read = messagesIn(first.events).map(({ externalId }) => externalId);
  expect(ids.filter((id) => !read.includes(id))).toEqual([]);
  expect(sandbox.heavyRefusals?.()).toBeGreaterThan(0);
  const last = sandbox.fanWrites({ kind: 'comment', text: 'Encore', under: post });
  channel.advance(HOUR_MS);
  const second = await pullAll(connector, channel, first.cursor);
  expect(messagesIn(second.events).map(({ externalId }) => externalId)).toContain(last);
}

test.each(networks)('$network is read whole though it refuses pages that are too much', async ({ isReadWhole }) => {
  await isReadWhole();
});
