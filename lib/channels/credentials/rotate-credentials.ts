import { currentKeyId } from '#lib/crypto/seal.ts';
import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import { reencryptPushKey } from '#lib/push/push-key.ts';
import { reencryptSubscriptions } from '#lib/push/subscriptions.ts';
import { reencryptTotp } from '#lib/users/second-factor/reencrypt-totp.ts';
import { reencryptCredentials } from './seal-credentials.ts';
import { reencryptNetworkApp } from '../apps/network-app.ts';

/**
 * Re-encrypts, with the current key, everything that an earlier key encrypted. A second run finds nothing to do.
 * @throws Error when an earlier secret is missing from `PARVIS_OLD_SECRETS`
 */
export async function rotateCredentials(): Promise<{ rotated: number }> {
  const workspaces = await asDispatcher((tx) => tx.workspace.findMany({ select: { id: true } }));
  let rotated = (await reencryptTotp()) + (await reencryptPushKey()) + (await reencryptSubscriptions());
  for (const { id: workspaceId } of workspaces) rotated += await rotateIn(workspaceId);
  return { rotated };
}

async function rotateIn(workspaceId: string): Promise<number> {
  return await inWorkspace(workspaceId, async (tx) => {
    // Lock before reading, so that a renewal in between is not overwritten with the old credentials.
    const due = await tx.$queryRaw<{ channelId: string }[]>`
      select "channelId" from "channel_credential"
      where "workspaceId" = ${workspaceId}::uuid and "keyId" <> ${currentKeyId()} order by "channelId" for update`;
    for (const { channelId } of due) {
      await reencryptCredentials(tx, { workspaceId, channelId });
    }
    const apps = await tx.networkApp.findMany({ where: { workspaceId, keyId: { not: currentKeyId() } } });
    for (const app of apps) await reencryptNetworkApp(tx, app);
    return due.length + apps.length;
  });
}
