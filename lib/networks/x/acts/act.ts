import type { ActionRequest, Receipt } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import type { XChannel } from '../credentials.ts';

/** One thing the network can be asked to do, and how to check whether it was done. */
export type Act = {
  perform: (channel: XChannel, action: ActionRequest) => Promise<Receipt>;
  find: (channel: XChannel, action: ActionRequest) => Promise<Receipt | null | 'unknown'>;
};

/** The version of the post to act on: after an edit the network accepts only the latest. */
export function versionOf({ target }: ActionRequest): string {
  return target.reference.version ?? target.externalId;
}

export function refuse(reason: NetworkError['reason'], detail?: string): NetworkError {
  return new NetworkError('refused', reason, detail === undefined ? {} : { detail });
}
