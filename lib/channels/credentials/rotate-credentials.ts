import { currentKeyId } from '#lib/crypto/seal.ts';
import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import { resealCredentials } from './seal-credentials.ts';
import { resealNetworkApp } from '../apps/network-app.ts';

/**
 * Seals again, with the key in force, what an earlier one sealed. Run twice, the second finds nothing to do.
 * @throws Error when an earlier key is not given (`PARVIS_OLD_SECRETS`)
 */
export async function rotateCredentials(): Promise<{ rotated: number }> {
  const workspaces = await asDispatcher((tx) => tx.workspace.findMany({ select: { id: true } }));
  let rotated = 0;
  for (const { id: workspaceId } of workspaces) rotated += await rotateIn(workspaceId);
  return { rotated };
}

async function rotateIn(workspaceId: string): Promise<number> {
  return await inWorkspace(workspaceId, async (tx) => {
    // Locked before they are read: a renewal in between would be overwritten by what it has just replaced.
    const due = await tx.$queryRaw<{ channelId: string }[]>`
      select "channelId" from "channel_credential"
      where "workspaceId" = ${workspaceId}::uuid and "keyId" <> ${currentKeyId()} order by "channelId" for update`;
    for (const { channelId } of due) {
      await resealCredentials(tx, { workspaceId, channelId });
    }
    const apps = await tx.networkApp.findMany({ where: { workspaceId, keyId: { not: currentKeyId() } } });
    for (const app of apps) await resealNetworkApp(tx, app);
    return due.length + apps.length;
  });
}
