import { openChannel } from '#lib/channels/open-channel.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { actionRequest } from '#lib/outbox/attempts/action-request.ts';
import { takeAction } from '#lib/outbox/attempts/take-action.ts';
import type { Brand } from './brand.ts';

/** Sends an action like a worker that dies after the network's answer and before recording it. */
export async function sendAndDie(brand: Brand, actionId: string): Promise<void> {
  const { workspaceId } = brand;
  const taken = await inWorkspace(workspaceId, async (tx) => {
    const action = await takeAction(tx, { workspaceId, actionId, leaseMs: 60_000 });
    const channel = await openChannel(tx, brand.channelRef, AbortSignal.timeout(10_000));
    return action && channel && { channel, request: await actionRequest(tx, workspaceId, action) };
  });
  if (!taken) throw new Error('there was nothing to send');
  await taken.channel.connector.perform(taken.channel.context, taken.request);
}
