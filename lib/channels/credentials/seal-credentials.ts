import type { Tx } from '#lib/db/tx.ts';
import { seal, unseal } from '#lib/crypto/seal.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import type { Connector } from '#lib/networks/contract.ts';

export type Place = { workspaceId: string; channelId: string };

/** Stores a channel's credentials, sealed to their row, and until when they live. Ends any renewal of those before. */
export async function writeCredentials(
  tx: Tx,
  place: Place,
  connector: Pick<Connector, 'tokenLife'>,
  credentials: unknown,
): Promise<void> {
  const { expiresAt = null, refreshAt = null } = connector.tokenLife?.(credentials) ?? {};
  const row = {
    ...sealCredentials(place, credentials),
    expiresAt,
    refreshAt,
    leaseId: null,
    leaseUntil: null,
    failedRenewals: 0,
  };
  await tx.channelCredential.upsert({
    where: { workspaceId_channelId: place },
    create: { ...place, ...row },
    update: { ...row, updatedAt: new Date() },
    select: { keyId: true },
  });
}

export function sealCredentials(place: Place, credentials: unknown) {
  return seal(credentials, sealPlace(place));
}

export function openCredentials(place: Place, row: { keyId: string; sealed: Uint8Array }): unknown {
  return unseal(row, sealPlace(place));
}

/** Seals with the key in force what another one sealed. */
export async function resealCredentials(tx: Tx, place: Place): Promise<void> {
  const sealed = sealCredentials(place, await readCredentials(tx, place));
  await tx.channelCredential.update({ where: { workspaceId_channelId: place }, data: sealed, select: { keyId: true } });
}

/** @returns null when the channel has none (it was disconnected) */
export async function readCredentials(tx: Tx, place: Place): Promise<unknown> {
  const row = await tx.channelCredential.findUnique({ where: { workspaceId_channelId: place } });
  return row ? openCredentials(place, row) : null;
}

/** Stores renewed credentials in a transaction of their own: the network has already forgotten the old ones. */
export async function saveCredentials(
  place: Place,
  connector: Pick<Connector, 'tokenLife'>,
  credentials: unknown,
): Promise<void> {
  await inWorkspace(place.workspaceId, async (tx) => await writeCredentials(tx, place, connector, credentials));
}

function sealPlace({ workspaceId, channelId }: Place): string {
  return `${workspaceId}:${channelId}`;
}
