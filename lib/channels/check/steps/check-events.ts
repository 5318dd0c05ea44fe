import { inWorkspace } from '#lib/db/in-workspace.ts';
import { subscribeChannel } from '../../credentials/subscribe-channel.ts';
import type { CheckedChannel } from './checked-channel.ts';
import type { CheckResult } from '../types.ts';

/**
 * Asks the network to push each event, and reads back what it says that it pushes.
 * @returns the result of each event, by the network's name
 * @throws NetworkError when nobody can tell now
 */
export async function checkEvents(channel: CheckedChannel): Promise<ReadonlyMap<string, CheckResult>> {
  const { connector, context, workspaceId, channelId } = channel;
  const events = Object.keys(connector.webhook?.events ?? {});
  if (!connector.webhook?.subscribe) {
    return new Map(events.map((event) => [event, { outcome: 'unknown', reason: 'set_up_by_hand' }]));
  }
  await subscribeChannel({ workspaceId, channelId }, channel);
  const outcomes = await inWorkspace(workspaceId, (tx) =>
    tx.channelSubscription.findMany({ where: { workspaceId, channelId } }),
  );
  const isAnyAccepted = outcomes.some(({ acceptedSince }) => acceptedSince !== null);
  const listed = isAnyAccepted ? await connector.checks?.subscribed?.(context) : undefined;
  return new Map(
    outcomes.map(({ event, refusedReason, refusedDetail }) => {
      if (refusedReason !== null) return [event, refused(refusedReason, refusedDetail)];
      const isPushed = listed === undefined || listed.includes(event);
      return [event, isPushed ? { outcome: 'passed' } : { outcome: 'failed', reason: 'not_subscribed' }];
    }),
  );
}

/** What the operator has not set up is no failure: the channel is polled. */
function refused(reason: string, detail: string | null): CheckResult {
  const isOurs = reason === 'no_public_address' || reason === 'app_not_set_up';
  return { outcome: isOurs ? 'unknown' : 'failed', reason, ...(detail === null ? {} : { detail }) };
}
