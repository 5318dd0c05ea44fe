import type { ActionRequest, Receipt } from '../../contract.ts';
import { NetworkError, type NetworkErrorReason } from '../../errors.ts';
import type { ThreadsChannel } from '../credentials.ts';

/** One thing the network can be asked to do, and how to check whether it was done. */
export type Act = {
  perform: (channel: ThreadsChannel, action: ActionRequest) => Promise<Receipt>;
  find: (channel: ThreadsChannel, action: ActionRequest) => Promise<Receipt | null | 'unknown'>;
};

export function refuse(reason: NetworkErrorReason, detail?: string): NetworkError {
  return new NetworkError('refused', reason, detail === undefined ? {} : { detail });
}
