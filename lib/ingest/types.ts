import type { InboundEvent, InboundMessage, InboundPost } from '#lib/networks/contract.ts';
import type { CleanEvent } from './clean/clean-event.ts';

export type IngestBatch = {
  workspaceId: string;
  channelId: string;
  events: InboundEvent[];
  posts?: InboundPost[];
  /** Where the next pull goes on; absent when the batch stands for no position (a webhook). */
  cursor?: unknown;
  /** Read at the network since then: what reads otherwise than it is held was changed, also where no time of it is told. */
  readSince?: Date;
  /** The pull's lease: a reader that lost it writes nothing. */
  leaseId?: string;
};

export type IngestResult = {
  newMessages: number;
  newItems: number;
  changedItems: number;
  /** How many events could not be stored; they are accounted for on the channel. */
  rejected: number;
  /** The messages that were not stored before. */
  arrived: InboundMessage[];
  /** The events as they were stored: cleaned, without the rejected. */
  read: CleanEvent[];
};
