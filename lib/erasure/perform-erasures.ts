import { outsideWorkspaces } from '#lib/db/outside-workspaces.ts';
import { asDispatcher } from '#lib/db/in-workspace.ts';
import { log } from '#lib/log.ts';
import { erasePerson } from './erase-person.ts';

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
