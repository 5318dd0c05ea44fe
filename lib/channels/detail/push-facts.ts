import type { Tx } from '#lib/db/tx.ts';
import type { Connector } from '#lib/networks/contract.ts';
import type { ChannelView, PushView } from '../types.ts';

/** A loss so soon after a delivery, in milliseconds, does not mean that nothing comes any more. */
const STILL_MS = 24 * 3_600_000;

type Outcome = {
  event: string;
  acceptedSince: Date | null;
  refusedReason: string | null;
  refusedDetail: string | null;
};

/** What the network said of each event, by channel. */
export async function readSubscriptions(
  tx: Tx,
  workspaceId: string,
  channelIds: string[],
): Promise<Map<string, Outcome[]>> {
  const rows = await tx.channelSubscription.findMany({
    where: { workspaceId, channelId: { in: channelIds } },
    orderBy: { event: 'asc' },
    select: { channelId: true, event: true, acceptedSince: true, refusedReason: true, refusedDetail: true },
  });
  return Map.groupBy(rows, ({ channelId }) => channelId);
}

type Given = {
  webhook: Connector['webhook'];
  isOnlyWay: boolean;
  subscribedAt: Date | null;
  lastWebhookAt: Date | null;
  outcomes: readonly Outcome[];
  gaps: ChannelView['gaps'];
};

/** How a channel's events are pushed; null where its network pushes nothing. */
export function pushView({ webhook, isOnlyWay, subscribedAt, lastWebhookAt, outcomes, gaps }: Given): PushView | null {
  if (!webhook) return null;
  const kindsOf = (event: string) => [...(webhook.events?.[event] ?? [])];
  const accepted = outcomes.flatMap(({ event, acceptedSince }) =>
    acceptedSince ? [{ event, kinds: kindsOf(event), since: acceptedSince.toISOString() }] : [],
  );
  const refused = outcomes.flatMap(({ event, refusedReason: reason, refusedDetail: detail }) =>
    reason === null ? [] : [{ event, kinds: kindsOf(event), reason, detail }],
  );
  const provenUntil = lastWebhookAt ? lastWebhookAt.getTime() + STILL_MS : -Infinity;
  const missing = gaps.find(
    ({ reason, until }) => reason === 'webhook_lost' && until !== null && Date.parse(until) > provenUntil,
  );
  return {
    state: stateOf(webhook, accepted.length, refused.length),
    isOnlyWay,
    askedAt: outcomes.length > 0 ? (subscribedAt?.toISOString() ?? null) : null,
    accepted,
    refused,
    missingSince: accepted.length > 0 && missing ? missing.from : null,
  };
}

function stateOf(webhook: NonNullable<Connector['webhook']>, accepted: number, refused: number): PushView['state'] {
  if (!webhook.subscribe) return 'by_hand';
  if (accepted + refused === 0) return 'not_asked';
  if (refused === 0) return 'accepted';
  return accepted === 0 ? 'refused' : 'partly';
}
