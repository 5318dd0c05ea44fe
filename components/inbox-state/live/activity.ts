/** Without input for this long a member is idle, and after the second span no longer there at all, in milliseconds. */
const IDLE_AFTER_MS = 2 * 60_000;
const GONE_AFTER_MS = 30 * 60_000;

/** What a member does with a page. */
export const inputs = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const;

export type Activity = 'active' | 'idle' | 'gone';

/** Whether the member of this tab does anything: a hidden tab is idle at once. */
export class ActivityWatch {
  #actedAt = Date.now();
  readonly #onReturn: () => void;

  /** @param onReturn called at the first input after a pause */
  constructor(onReturn: () => void) {
    this.#onReturn = onReturn;
    for (const input of inputs) document.addEventListener(input, this.#onInput, { capture: true, passive: true });
  }

  get now(): Activity {
    const still = Date.now() - this.#actedAt;
    if (still > GONE_AFTER_MS) return 'gone';
    return still > IDLE_AFTER_MS || document.visibilityState === 'hidden' ? 'idle' : 'active';
  }

  stop(): void {
    for (const input of inputs) document.removeEventListener(input, this.#onInput, { capture: true });
  }

  readonly #onInput = (): void => {
    const before = this.now;
    this.#actedAt = Date.now();
    if (before !== 'active' && this.now === 'active') this.#onReturn();
  };
}
