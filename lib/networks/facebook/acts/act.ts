import type { ActionRequest, Receipt, ReplyCapability } from '../../contract.ts';
import { NetworkError, type NetworkErrorReason } from '../../errors.ts';
import { isTooLong } from '../../text-length.ts';
import type { FacebookChannel } from '../credentials.ts';

/** One thing that the network can be asked to do. */
export type Act = {
  perform: (channel: FacebookChannel, action: ActionRequest) => Promise<Receipt>;
  /** Whether it was done; null when it certainly was not, or when repeating it is harmless. */
  find: (channel: FacebookChannel, action: ActionRequest) => Promise<Receipt | null | 'unknown'>;
};

export function refuse(reason: NetworkErrorReason, detail?: string): NetworkError {
  return new NetworkError('refused', reason, detail === undefined ? {} : { detail });
}

/** @throws NetworkError `refused` for content that the network would refuse */
export function checkContent({ text, attachments }: ActionRequest, capability: ReplyCapability): void {
  if (isTooLong(text, capability)) throw refuse('text_too_long');
  const { max = 0, maxBytes = 0, types = [] } = capability.images ?? {};
  if (attachments.length > max) throw refuse('attachment_refused', `${attachments.length} of at most ${max}`);
  for (const { bytes, mimeType } of attachments) {
    if (bytes.byteLength > maxBytes || !types.includes(mimeType)) throw refuse('attachment_refused', mimeType);
  }
}

/** The clocks of the two sides may differ a little, and the network's times are whole seconds. */
const CLOCK_SKEW_MS = 2_000;

/** A text of the Page that is older than this cannot be the requested one. */
export function writtenSince({ requestedAt }: ActionRequest): Date {
  return new Date(requestedAt.getTime() - CLOCK_SKEW_MS);
}
