import type { ChannelRef } from '../channel-ref.ts';
import type { Tx } from '#lib/db/tx.ts';
import { seal, unseal } from '#lib/crypto/seal.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import type { Connector } from '#lib/networks/contract.ts';

/** Stores a channel's credentials, encrypted and bound to their row, with their expiry. Ends any renewal in progress. */
export async function writeCredentials(
  tx: Tx,
  channelRef: ChannelRef,
  connector: Pick<Connector, 'tokenLife'>,
  credentials: unknown,
): Promise<void> {
  const { expiresAt = null, refreshAt = null } = connector.tokenLife?.(credentials) ?? {};
  const row = {
    ...sealCredentials(channelRef, credentials),
    expiresAt,
    refreshAt,
    leaseId: null,
    leaseUntil: null,
    failedRenewals: 0,
  };
  await tx.channelCredential.upsert({
    where: { workspaceId_channelId: channelRef },
    create: { ...channelRef, ...row },
    update: { ...row, updatedAt: new Date() },
    select: { keyId: true },
  });
}

export function sealCredentials(channelRef: ChannelRef, credentials: unknown) {
  return seal(credentials, bindingOf(channelRef));
}

export function openCredentials(channelRef: ChannelRef, row: { keyId: string; sealed: Uint8Array }): unknown {
  return unseal(row, bindingOf(channelRef));
}

/** Re-encrypts credentials with the current key. */
export async function reencryptCredentials(tx: Tx, channelRef: ChannelRef): Promise<void> {
  const sealed = sealCredentials(channelRef, await readCredentials(tx, channelRef));
  await tx.channelCredential.update({
    where: { workspaceId_channelId: channelRef },
    data: sealed,
    select: { keyId: true },
  });
}

/** @returns null when the channel has none because it was disconnected */
export async function readCredentials(tx: Tx, channelRef: ChannelRef): Promise<unknown> {
  const row = await tx.channelCredential.findUnique({ where: { workspaceId_channelId: channelRef } });
  return row ? openCredentials(channelRef, row) : null;
}

/** Stores renewed credentials in their own transaction: the old ones are already invalid. */
export async function saveCredentials(
  channelRef: ChannelRef,
  connector: Pick<Connector, 'tokenLife'>,
  credentials: unknown,
): Promise<void> {
  await inWorkspace(
    channelRef.workspaceId,
    async (tx) => await writeCredentials(tx, channelRef, connector, credentials),
  );
}

function bindingOf({ workspaceId, channelId }: ChannelRef): string {
  return `${workspaceId}:${channelId}`;
}
