import type { Tx } from '#lib/db/client.ts';
import { seal, unseal } from '#lib/crypto/seal.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';

type Place = { workspaceId: string; channelId: string };

/** Stores a channel's credentials, sealed to their row. */
export async function writeCredentials(tx: Tx, place: Place, credentials: unknown): Promise<void> {
  const { keyId, sealed } = seal(credentials, sealPlace(place));
  await tx.channelCredential.upsert({
    where: { workspaceId_channelId: place },
    create: { ...place, keyId, sealed },
    update: { keyId, sealed, updatedAt: new Date() },
    select: { keyId: true },
  });
}

/** @returns null when the channel has none (it was disconnected) */
export async function readCredentials(tx: Tx, place: Place): Promise<unknown> {
  const row = await tx.channelCredential.findUnique({ where: { workspaceId_channelId: place } });
  return row ? unseal(row, sealPlace(place)) : null;
}

/** Stores renewed credentials in a transaction of their own: the network has already forgotten the old ones. */
export async function saveCredentials(place: Place, credentials: unknown): Promise<void> {
  await inWorkspace(place.workspaceId, async (tx) => await writeCredentials(tx, place, credentials));
}

function sealPlace({ workspaceId, channelId }: Place): string {
  return `${workspaceId}:${channelId}`;
}
