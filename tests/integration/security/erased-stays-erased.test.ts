import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { closeDatabase } from '#lib/db/close-database.ts';
import { database } from '#tests/support/owner-database.ts';
import { performErasures } from '#lib/erasure/perform-erasures.ts';
import { closeQueues } from '#lib/queue/enqueue.ts';
import { aPage, deliver, recommendation, textsOf, work } from '../deliveries/page.ts';

afterAll(async () => {
  await closeQueues();
  await closeDatabase();
});

test('an erased person does not come back when an old webhook is delivered again', async () => {
  const page = await aPage();
  const id = randomUUID();
  const said = recommendation(page.pageId, 'Le cadeau pour Paul', { id });
  expect((await deliver(said)).status).toBe(200);
  await work(page);
  const { prisma } = database();
  const { workspaceId } = page;
  const { externalId } = await prisma.identity.findFirstOrThrow({ where: { workspaceId } });
  await prisma.erasureRequest.create({ data: { code: 'a-wish', network: 'facebook', externalIds: [externalId] } });
  await performErasures();
  const names = async () => (await prisma.identity.findMany({ where: { workspaceId } })).map(({ name }) => name);
  expect([await textsOf(page), await names()]).toEqual([[''], ['—']]);
  expect((await deliver(said)).status).toBe(200);
  await work(page);
  expect([await textsOf(page), await names()]).toEqual([[''], ['—']]);
});
