import type { ActionRequest, Receipt, ReplyCapability } from '../../contract.ts';
import { NetworkError, type NetworkErrorReason } from '../../errors.ts';
import { isTooLong } from '../../text-length.ts';
import type { InstagramChannel } from '../credentials.ts';

/** One thing the network can be asked to do, and how to check whether it was done. */
export type Act = {
  perform: (channel: InstagramChannel, action: ActionRequest) => Promise<Receipt>;
  find: (channel: InstagramChannel, action: ActionRequest) => Promise<Receipt | null | 'unknown'>;
};

/** The clocks of the two sides may differ a little. */
const SKEW_MS = 5_000;

export function refuse(reason: NetworkErrorReason, detail?: string): NetworkError {
  return new NetworkError('refused', reason, detail === undefined ? {} : { detail });
}

/**
 * A message of the account that is older than this cannot be the requested one. The network's times are whole
 * seconds.
 */
export function writtenSince({ requestedAt }: ActionRequest): number {
  return Math.floor((requestedAt.getTime() - SKEW_MS) / 1000) * 1000;
}

/** @throws NetworkError `refused` before anything is sent */
export function checkContent({ text, attachments }: ActionRequest, capability: ReplyCapability | undefined): void {
  if (!capability) throw refuse('not_offered');
  if (isTooLong(text, capability)) throw refuse('text_too_long');
  const { max = 0, maxBytes = 0, types = [] } = capability.images ?? {};
  if (attachments.length > max) throw refuse('attachment_refused', `more than ${max} images`);
  for (const { bytes, mimeType } of attachments) {
    if (!types.includes(mimeType)) throw refuse('attachment_refused', mimeType);
    if (bytes.byteLength > maxBytes) throw refuse('attachment_refused', `${bytes.byteLength} bytes`);
  }
}

export function isSameText(one: string, other: string): boolean {
  return one.replace(/\s+/g, ' ').trim() === other.replace(/\s+/g, ' ').trim();
}
