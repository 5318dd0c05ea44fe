import { expect, test } from 'vitest';
import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { archiveWorkspace } from '#lib/clients/archive/archive-workspace.ts';
import type { Caller } from '#lib/caller.ts';
import { changeDueItems } from '#lib/items/change/change-due-items.ts';
import { routeItems } from '#lib/routing/route-items.ts';
import { StandIn } from '#tests/networks/bluesky/stand-in/stand-in.ts';
import { anItem, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { whileHeld } from '#tests/support/while-held.ts';
import { aPersonHere, aRoutedWorkspace, ownersOf } from '../routing/here.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';

async function archive(admin: Caller) {
  const { name } = await database().prisma.workspace.findUniqueOrThrow({ where: { id: admin.workspaceId } });
  await archiveWorkspace(admin, { name, eraseAfterDays: null, endsAccess: false });
}

test('an item that was found due before the archiving is left as it is', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const { id } = await anItem({ workspaceId });
  const before = await database().prisma.item.findFirst({ where: { id } });
  let isFound = false;
  const find = async () => {
    if (isFound) return [];
    isFound = true;
    await archive(admin);
    return [{ workspaceId, id }];
  };
  expect(await changeDueItems(find, { event: 'action_progressed' })).toBe(0);
  expect(await database().prisma.item.findFirst({ where: { id } })).toEqual(before);
});

test('nothing is distributed in a workspace that was archived since it was found', async () => {
  const { workspaceId, channelId, admin } = await aRoutedWorkspace();
  await aPersonHere(workspaceId, 'Inès');
  const { id } = await anItem({ workspaceId, channelId });
  await archive(admin);
  expect(await routeItems(workspaceId)).toEqual({ placed: 0, takenBack: 0 });
  expect(await ownersOf(workspaceId, [id])).toEqual([null]);
});

test('a channel that is connected at the moment of the archiving is not', async () => {
  const { admin, workspaceId } = await aWorkspace();
  const standIn = await new StandIn().start();
  const credentials = { identifier: standIn.world.brand.handle, password: standIn.password, service: standIn.url };
  const archiving = { statement: 'UPDATE "workspace" SET "archivedAt" = now() WHERE "id" = $1', values: [workspaceId] };
  const connected = whileHeld(archiving, { begin: () => connectChannel(admin, { network: 'bluesky', credentials }) });
  await expect(connected).rejects.toMatchObject({ code: 'archived' });
  expect(await database().prisma.channel.count({ where: { workspaceId } })).toBe(0);
  await standIn.stop();
});
