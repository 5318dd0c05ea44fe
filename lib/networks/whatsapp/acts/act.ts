import type { ActionRequest, Receipt } from '../../contract.ts';
import { NetworkError, type NetworkErrorReason } from '../../errors.ts';
import type { WhatsAppChannel } from '../credentials.ts';

/** One thing the network can be asked to do, and how to check whether it was done. */
export type Act = {
  perform: (channel: WhatsAppChannel, action: ActionRequest) => Promise<Receipt>;
  find: (channel: WhatsAppChannel, action: ActionRequest) => Promise<Receipt | null | 'unknown'>;
};

export function refuse(reason: NetworkErrorReason, detail?: string): NetworkError {
  return new NetworkError('refused', reason, detail === undefined ? {} : { detail });
}

/**
 * Whom a call is about. The number wins where both are given, so only one is: the number, because some kinds of message
 * do not accept the other id yet (error 131062).
 */
export function addressee({
  target: { reference, threadExternalId },
}: ActionRequest): { to: string } | { recipient: string } {
  if (reference.number) return { to: reference.number };
  return { recipient: reference.userId ?? threadExternalId };
}
