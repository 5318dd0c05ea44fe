import { randomUUID } from 'node:crypto';
import { sealAttempt } from '#lib/channels/connecting/attempt.ts';
import { REFUSED_BY_MEMBER } from '#lib/channels/connecting/types.ts';
import { database } from '#tests/support/owner-database.ts';

/** A sign-in at a network in each of its states. @returns their ids */
export async function seedAttempts({ workspaceId, memberId }: { workspaceId: string; memberId: string }) {
  const { prisma } = database();
  const soon = new Date(Date.now() + 60 * 60_000);
  const begun = { codeVerifier: 'verifier', redirectUri: 'http://localhost/', networkAppId: null };
  const account = (externalId: string, handle: string) => ({
    account: { externalId, handle, name: 'Maison Lune' },
    credentials: { accessToken: 'none' },
  });
  const add = async (more: {
    connections?: ReturnType<typeof account>[];
    network?: string;
    failure?: string;
    expiresAt?: Date;
  }): Promise<string> => {
    const id = randomUUID();
    const { connections, network = 'threads', failure, expiresAt = soon } = more;
    const value = connections ? { networkAppId: null, connections } : begun;
    const sealed = sealAttempt({ workspaceId, id }, value);
    const answeredAt = connections || failure ? new Date() : null;
    await prisma.connectAttempt.create({
      data: {
        ...sealed,
        sealed: Uint8Array.from(sealed.sealed),
        workspaceId,
        id,
        memberId,
        network,
        stateHash: randomUUID(),
        expiresAt,
        answeredAt,
        ...(failure ? { failure } : {}),
      },
    });
    return id;
  };
  return {
    waiting: await add({}),
    refused: await add({ failure: REFUSED_BY_MEMBER }),
    failed: await add({ failure: 'missing_permission' }),
    expired: await add({ expiresAt: new Date(Date.now() - 60_000) }),
    choose: await add({ connections: [account('1', 'maison.lune.paris'), account('2', 'maison.lune.lyon')] }),
    none: await add({ connections: [] }),
    // Calls to this network cost money.
    budget: await add({ network: 'x', connections: [account('1', 'maisonlune')] }),
  };
}
