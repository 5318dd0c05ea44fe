import { outsideWorkspaces } from '#lib/db/outside-workspaces.ts';
import type { Tx } from '#lib/db/tx.ts';
import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import { eraseRejectedEvents } from '#lib/ingest/erase-rejected-events.ts';
import { eraseDraftsAbout } from '#lib/items/drafts/erase-drafts.ts';
import { eraseIdentities, eraseMessages, ERASED_NAME } from '#lib/items/erase-messages.ts';
import { log } from '#lib/log.ts';
import { deleteStaleMedia } from '#lib/media/sweep-media.ts';
import { eraseDeliveries } from '#lib/sync/deliveries/delete-old-deliveries.ts';
import { announce } from '#lib/realtime/announce.ts';

/** Messages that one transaction erases. */
const CHUNK = 500;

type Person = { network: string; externalIds: string[] };

/** Performs the erasure requests that networks passed on, in every workspace. Running it twice does no harm. */
export async function performErasures(): Promise<void> {
  const requests = await outsideWorkspaces().erasureRequest.findMany({
    where: { doneAt: null },
    orderBy: { requestedAt: 'asc' },
    take: 50,
  });
  for (const { code, network, externalIds } of requests) {
    for (const workspaceId of await workspacesOn(network)) await erasePerson(workspaceId, { network, externalIds });
    await outsideWorkspaces().erasureRequest.update({ where: { code }, data: { doneAt: new Date(), externalIds: [] } });
    log.info({ network, code }, 'erasure done');
  }
}

/** Workspaces that have, or had, a channel on the network. */
async function workspacesOn(network: string): Promise<string[]> {
  const rows = await asDispatcher(
    (tx) => tx.$queryRaw<{ workspaceId: string }[]>`
      SELECT DISTINCT "workspaceId" FROM "channel" WHERE "network" = ${network}`,
  );
  return rows.map(({ workspaceId }) => workspaceId);
}

async function erasePerson(workspaceId: string, person: Person): Promise<void> {
  const identities = await inWorkspace(workspaceId, async (tx) => {
    return await tx.identity.findMany({
      where: { workspaceId, network: person.network, externalId: { in: person.externalIds } },
      select: { id: true, handle: true },
    });
  });
  if (identities.length === 0) {
    // Their messages may have been delivered and not stored.
    await inWorkspace(workspaceId, async (tx) => await eraseArrivals(tx, workspaceId, person));
    return;
  }
  const ids = identities.map(({ id }) => id);
  for (;;) {
    const erased = await inWorkspace(workspaceId, async (tx) => {
      const messages = await tx.message.findMany({
        where: { workspaceId, identityId: { in: ids }, erasedAt: null },
        take: CHUNK,
        select: { id: true },
      });
      await eraseMessages(
        tx,
        workspaceId,
        messages.map(({ id }) => id),
        { isForGood: true },
      );
      return messages.length;
    });
    if (erased < CHUNK) break;
  }
  const handles = identities.flatMap(({ handle }) => (handle === '' ? [] : handle));
  await inWorkspace(workspaceId, async (tx) => {
    // Messages erased by a retention policy are fetched again on demand; these must not be.
    await tx.message.updateMany({ where: { workspaceId, identityId: { in: ids } }, data: { checkedAt: null } });
    await erasePosts(tx, workspaceId, person.network, handles);
    await eraseArrivals(tx, workspaceId, person);
    await eraseDraftsAbout(tx, workspaceId, ids);
    await eraseIdentities(tx, workspaceId, ids);
  });
  await deleteStaleMedia(workspaceId);
  announce(workspaceId);
}

/** Erases the person's posts that mention the brand. */
async function erasePosts(tx: Tx, workspaceId: string, network: string, handles: string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE "post" p SET "authorName" = ${ERASED_NAME}, "authorHandle" = '', "authorAvatarUrl" = NULL, "text" = '', "attachments" = '[]'
    FROM "channel" c
    WHERE p."workspaceId" = ${workspaceId}::uuid AND NOT p."isOwn" AND p."authorHandle" = ANY(${handles})
      AND c."workspaceId" = p."workspaceId" AND c."id" = p."channelId" AND c."network" = ${network}`;
}

/** Processed deliveries and rejected events are stored for a while: empty those that name the person. */
async function eraseArrivals(tx: Tx, workspaceId: string, person: Person): Promise<void> {
  await eraseDeliveries(tx, { workspaceId, ...person });
  await eraseRejectedEvents(tx, { workspaceId, ...person });
}
