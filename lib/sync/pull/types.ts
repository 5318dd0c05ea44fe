/** What a pull knows of its channel when it begins. */
export type PulledChannel = {
  leaseId: string;
  createdAt: Date;
  lastWebhookAt: Date | null;
  subscribedAt: Date | null;
  /** When the history was read to its end; null while it is not. */
  backfilledAt: Date | null;
  lastPullAt: Date | null;
  /** Nothing was read since then, for a while: what was written meanwhile fills that gap. Null: there is none. */
  gapFrom: Date | null;
};
