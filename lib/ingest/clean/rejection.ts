/**
 * Why an event could not be stored. `bad_id`: an id is too long or has characters that no id can have. `malformed`: a
 * part is missing or breaks the connector contract. `not_storable`: the database refused it. `unreadable`: an entry of one of
 * the network's lists that its connector could not read.
 */
export type RejectReason = 'bad_id' | 'malformed' | 'not_storable' | 'unreadable';

/** An event that could not be stored. `detail` names the field or contains the database's message. */
export type RejectedEvent = { event: unknown; reason: RejectReason; detail: string };

/** Rejects the event that is being cleaned. */
export class Rejection extends Error {
  override readonly name = 'Rejection';
  readonly reason: RejectReason;

  constructor(reason: RejectReason, detail: string) {
    super(detail);
    this.reason = reason;
  }
}
