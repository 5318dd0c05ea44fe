import type { ActionRequest, Receipt } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import type { Session } from '../session.ts';

/** One thing the network can be asked to do, and how to check whether it was done. */
export type Act = {
  perform: (session: Session, action: ActionRequest) => Promise<Receipt>;
  find: (session: Session, action: ActionRequest) => Promise<Receipt | null | 'unknown'>;
};

/** The record key that was stored before the first attempt. */
export function rkeyOf(action: ActionRequest): string {
  const { rkey } = action.keys;
  if (!rkey) throw new Error(`a ${action.kind} without a record key: prepare() makes it`);
  return rkey;
}

export function refuse(reason: NetworkError['reason'], detail?: string): NetworkError {
  return new NetworkError('refused', reason, detail === undefined ? {} : { detail });
}
