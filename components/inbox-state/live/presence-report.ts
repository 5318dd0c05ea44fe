import type { PresenceState } from '#lib/realtime/types.ts';

/** What is reported of a member on one item: that she is there as often as said, that she left once. */
export class PresenceReport {
  readonly #send: (state: PresenceState) => void;
  #isThere = false;

  constructor(send: (state: PresenceState) => void) {
    this.#send = send;
  }

  isThere(state: Exclude<PresenceState, 'gone'>): void {
    this.#isThere = true;
    this.#send(state);
  }

  /** A tab that is closed is hidden first, and its screen may be taken down too. */
  leaves(): void {
    if (!this.#isThere) return;
    this.#isThere = false;
    this.#send('gone');
  }
}
