import type { ItemKind } from './item-kinds.ts';
import type { AppSettings } from './channel-context.ts';
import type { WebhookAnswer, WebhookRequest } from './webhook-handler.ts';

/** What a network's terms require of whoever stores its data. */
export type RetentionPolicy = {
  /** What its author deletes on the network is erased here too, with its text and media. */
  erasesDeleted?: true;
  /** How long other people's names and pictures may be stored, in milliseconds. */
  profilesForMs?: number;
  /** How long other people's texts may be stored, in milliseconds. `recheck` reads them again when a member opens them. */
  textsForMs?: number;
  /** Within this time, in milliseconds, stored data must be read again (`recheck`) or erased. */
  refreshWithinMs?: number;
};

/** A stored message that `recheck` reads again. */
export type StoredMessage = {
  externalId: string;
  kind: ItemKind;
  threadExternalId: string;
  postExternalId?: string;
  reference: Record<string, string>;
};

/** Handles a person's request, forwarded by the network, to erase their data. */
export type ErasureHandler = {
  /** @returns the external ids of the author; null when the request is forged or unreadable */
  read: (request: WebhookRequest, app: AppSettings, now: Date) => string[] | null;
  /** @param statusUrl page that shows the person whether the erasure is done; `code` identifies the request */
  answer: (done: { statusUrl: string; code: string }) => WebhookAnswer;
};
