import type { ActionRequest, Receipt } from '../../contract.ts';
import { NetworkError, type NetworkErrorReason } from '../../errors.ts';
import type { TikTokChannel } from '../credentials.ts';

/** One thing the network can be asked to do, and how to check whether it was done. */
export type Act = {
  perform: (channel: TikTokChannel, action: ActionRequest) => Promise<Receipt>;
  find: (channel: TikTokChannel, action: ActionRequest) => Promise<Receipt | null | 'unknown'>;
};

export function refuse(reason: NetworkErrorReason, detail?: string): NetworkError {
  return new NetworkError('refused', reason, detail === undefined ? {} : { detail });
}

/** The video of a comment, and the comment above it. */
export function placeOf({ target }: ActionRequest): { videoId: string; parentId?: string | undefined } {
  const videoId = target.reference.videoId ?? target.postExternalId ?? target.threadExternalId;
  return { videoId, parentId: target.reference.parentId ?? target.parentExternalId };
}
