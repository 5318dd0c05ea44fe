import type { ActionRequest, Receipt } from '../../contract.ts';
import type { LinkedInChannel } from '../credentials.ts';

/** One thing that LinkedIn can be asked to do, and how to check whether it was done. */
export type Act = {
  perform: (channel: LinkedInChannel, action: ActionRequest) => Promise<Receipt>;
  /** @returns null when it certainly was not done; `unknown` when nobody can tell */
  find: (channel: LinkedInChannel, action: ActionRequest) => Promise<Receipt | null | 'unknown'>;
};
