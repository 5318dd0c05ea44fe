import type { ActionRequest, Receipt } from '../../contract.ts';
import type { LinkedInChannel } from '../credentials.ts';

/** One thing that LinkedIn can be asked to do, and how to see whether it was done. */
export type Act = {
  perform: (channel: LinkedInChannel, action: ActionRequest) => Promise<Receipt>;
  /** @returns null when it surely was not done; `unknown` when it cannot be told */
  find: (channel: LinkedInChannel, action: ActionRequest) => Promise<Receipt | null | 'unknown'>;
};
