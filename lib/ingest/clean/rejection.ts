/**
 * Why an event could not be stored. `bad_id`: an id is too long or holds characters that no id can have. `malformed`:
 * something of it is missing or not what the connector's contract says. `not_storable`: the database refused it.
 */
export type RejectReason = 'bad_id' | 'malformed' | 'not_storable';

/** An event that is not stored among the messages. `detail` says which field, or what the database said. */
export type RejectedEvent = { event: unknown; reason: RejectReason; detail: string };

/** Thrown where an event is read, for the event alone. */
export class Rejection extends Error {
  override readonly name = 'Rejection';
  readonly reason: RejectReason;

  constructor(reason: RejectReason, detail: string) {
    super(detail);
    this.reason = reason;
  }
}
