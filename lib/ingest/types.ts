import type { InboundEvent, InboundMessage, InboundPost } from '#lib/networks/contract.ts';
import type { CleanEvent } from './clean/clean-event.ts';

export type IngestBatch = {
  workspaceId: string;
  channelId: string;
  events: InboundEvent[];
  posts?: InboundPost[];
  /** Where the next pull continues; absent for a webhook, which has no position. */
  cursor?: unknown;
  /** When the reading began: a text that differs from the stored one was edited, even if no edit time is reported. */
  readSince?: Date;
  /** A delivery of the network brought it, and not a pull. */
  isPushed?: boolean;
  /** The pull's lease: a reader that has lost it writes nothing. */
  leaseId?: string;
};

export type IngestResult = {
  newMessages: number;
  newItems: number;
  changedItems: number;
  /** How many events could not be stored; they are recorded on the channel. */
  rejected: number;
  /** The messages that are new. */
  arrived: InboundMessage[];
  /** The cleaned events, without the rejected ones. */
  read: CleanEvent[];
};
