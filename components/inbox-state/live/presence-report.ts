import type { PresenceState } from '#lib/realtime/types.ts';

/**
 * What is reported of a member on one item: that she is there as often as said, that she left once. One report is on its
 * way at a time, and the latest follows it: of two at once, the server might take the earlier one last.
 */
export class PresenceReport {
  readonly #send: (state: PresenceState) => Promise<void>;
  #isThere = false;
  #isOnItsWay = false;
  #next: PresenceState | null = null;

  /** @param send resolves when the server has answered, also with a failure: the next report corrects one that was lost */
  constructor(send: (state: PresenceState) => Promise<void>) {
    this.#send = send;
  }

  isThere(state: Exclude<PresenceState, 'gone'>): void {
    this.#isThere = true;
    this.#report(state);
  }

  /** A tab that is closed is hidden first, and its screen may be taken down too. */
  leaves(): void {
    if (!this.#isThere) return;
    this.#isThere = false;
    this.#report('gone');
  }

  /** For a page that ends: it cannot wait for the answer to an earlier report. */
  leavesWithPage(): void {
    const isUnsent = this.#next === 'gone';
    if (!this.#isThere && !isUnsent) return;
    this.#isThere = false;
    this.#next = null;
    void this.#send('gone');
  }

  #report(state: PresenceState): void {
    this.#next = state;
    if (!this.#isOnItsWay) void this.#sendNext();
  }

  async #sendNext(): Promise<void> {
    this.#isOnItsWay = true;
    for (let state = this.#next; state; state = this.#next) {
      this.#next = null;
      await this.#send(state);
    }
    this.#isOnItsWay = false;
  }
}
