import type { ActionRequest, Receipt } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import type { Session } from '../calls.ts';

/** One thing the network can be asked to do, and how to check whether it was done. */
export type Act = {
  perform: (session: Session, action: ActionRequest) => Promise<Receipt>;
  find: (session: Session, action: ActionRequest) => Promise<Receipt | null | 'unknown'>;
};

export function refuse(reason: NetworkError['reason'], detail?: string): NetworkError {
  return new NetworkError('refused', reason, detail === undefined ? {} : { detail });
}
