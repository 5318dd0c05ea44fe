import { v7 as uuidV7 } from 'uuid';
import { defineAct } from '#lib/act.ts';
import type { Tx } from '#lib/db/tx.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { isAppReady } from '#lib/networks/app-settings.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { takeStock } from '#lib/quotas/take-stock.ts';
import { Refusal } from '#lib/refusal.ts';
import { redirectAddress } from '../addresses.ts';
import { appForConnecting } from '../apps/app-of-channel.ts';
import { refusalOf } from './sign-in-to-network.ts';
import { ATTEMPT_MS, createState, createVerifier, sealAttempt } from './attempt.ts';

type Input = {
  network: string;
  /** The channel to reconnect. */
  channelId?: string | undefined;
  /** The request's origin, to which the member returns when no public address is configured. */
  origin: string;
  now?: Date;
};

/**
 * Begins a sign-in in the network's own window. Only the caller can finish it.
 * @returns the address to send her to
 * @throws Refusal `not_offered` when the network has no such sign-in; `network_refused` `app_not_set_up`; `not_found`
 *   for an unknown channel, `conflict` for one of another network; `quota_reached_for_now`
 */
export const beginConnection = defineAct(
  'channels.manage',
  async (
    caller,
    { network, channelId, origin, now = new Date() }: Input,
  ): Promise<{ id: string; authorizeUrl: string }> => {
    const connector = connectorOf(network);
    const handler = connector?.oauth;
    if (!handler) throw new Refusal('not_offered', { network });
    const { workspaceId, memberId } = caller;
    const redirectUri = redirectAddress(connector, origin);
    const { state, hash } = createState(workspaceId);
    const { codeVerifier, codeChallenge } = createVerifier();
    const id = uuidV7();
    return await asMember(caller, async (tx) => {
      const wanted = channelId === undefined ? null : uuid(channelId);
      if (wanted !== null) await checkChannel(tx, workspaceId, { id: wanted, network });
      const { app, networkAppId } = await appForConnecting(tx, workspaceId, network);
      if (!isAppReady(connector.app, app)) throw refusalOf(new NetworkError('refused', 'app_not_set_up'));
      const challenge = handler.pkce ? codeChallenge : '';
      const authorizeUrl = handler.authorizeUrl({
        app,
        redirectUri,
        state,
        codeChallenge: challenge,
      });
      await takeStock(
        tx,
        workspaceId,
        [
          { quota: 'open_connect_attempts_of_member', subject: memberId },
          { quota: 'open_connect_attempts', subject: null },
        ],
        { retryAfterMs: ATTEMPT_MS },
      );
      await tx.connectAttempt.create({
        data: {
          workspaceId,
          id,
          memberId,
          network,
          channelId: wanted,
          stateHash: hash,
          ...sealAttempt(
            { workspaceId, id },
            { codeVerifier: handler.pkce ? codeVerifier : '', redirectUri, networkAppId },
          ),
          createdAt: now,
          expiresAt: new Date(now.getTime() + ATTEMPT_MS),
        },
        select: { id: true },
      });
      return { id, authorizeUrl };
    });
  },
);

async function checkChannel(tx: Tx, workspaceId: string, { id, network }: { id: string; network: string }) {
  const channel = await tx.channel.findUnique({
    where: { workspaceId_id: { workspaceId, id } },
    select: { network: true, status: true },
  });
  if (!channel || channel.status === 'disconnected') throw new Refusal('not_found');
  if (channel.network !== network) throw new Refusal('conflict', { network: channel.network });
}
