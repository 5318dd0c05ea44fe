import { confirmRevocation, type Revocation } from '#lib/channels/credentials/confirm-revocation.ts';
import type { OpenChannel } from '#lib/channels/open-channel.ts';
import type { InboundEvent } from '#lib/networks/contract.ts';
import type { NetworkError } from '#lib/networks/errors.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import type { TakenDelivery } from './take-deliveries.ts';
import type { Receiver } from './types.ts';

/** Stored with a delivery that reported revoked access although the network still accepts our credentials. */
const DENIED = 'access_revoked: not believed, since the network still takes our credentials';

type Read = { delivery: TakenDelivery; parsed: { events: InboundEvent[] } };

/**
 * Finds deliveries that report revoked access and asks the network once whether that is true. Without an answer these
 * deliveries are removed from `read` and postponed in `outcomes`.
 * @returns the network's refusal when it confirms the revocation, and notes for the reports that it denies
 */
export async function decideRevocations<One extends Read>(
  receiver: Receiver,
  channel: (OpenChannel & { isMarked: boolean }) | null,
  read: One[],
  outcomes: Map<string, Outcome>,
): Promise<{ read: One[]; lost?: NetworkError; notes: Map<string, string> }> {
  const notes = new Map<string, string>();
  const reports = read.filter(({ parsed }) => parsed.events.some(({ type }) => type === 'access_revoked'));
  // A channel that waits to be reconnected is already without credentials.
  if (!channel || channel.isMarked || reports.length === 0) return { read, notes };
  const answer: Revocation = await confirmRevocation(receiver, channel);
  switch (answer.kind) {
    case 'confirmed':
      return { read, lost: answer.error, notes };
    case 'denied':
      for (const { delivery } of reports) notes.set(delivery.id, DENIED);
      return { read, notes };
    case 'unknown':
      for (const { delivery } of reports) {
        outcomes.set(delivery.id, outcomeOf(answer.error, delivery.attempts, new Date()));
      }
      return { read: read.filter((one) => !reports.includes(one)), notes };
    default:
      return answer satisfies never;
  }
}
