/** How often at most it is reported, in milliseconds. */
const EVERY_MS = 30_000;
/** A timer that comes later than this ran while the machine slept, in milliseconds. */
const LATE_MS = 5_000;

/**
 * When it is reported that the member is here: at once, then twice a minute at most, in each workspace. What they do last in one
 * is reported, too, so that what is theirs then is known, wherever they are by then.
 */
export class HereReports {
  readonly #report: (slug: string) => void;
  /** By workspace, the moment of the last report. */
  readonly #reportedAt = new Map<string, number>();
  /** By workspace, what is still to be reported. */
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(report: (slug: string) => void) {
    this.#report = report;
  }

  /** They did something in a workspace. */
  acted(slug: string): void {
    const dueAt = (this.#reportedAt.get(slug) ?? 0) + EVERY_MS;
    const waitMs = dueAt - Date.now();
    if (waitMs <= 0) return this.#send(slug);
    if (this.#timers.has(slug)) return;
    const onTime = () => {
      this.#timers.delete(slug);
      if (Date.now() < dueAt + LATE_MS) this.#send(slug);
    };
    this.#timers.set(slug, setTimeout(onTime, waitMs));
  }

  /** The page is hidden or left: reports what waits. */
  leaves(): void {
    for (const slug of this.#timers.keys()) this.#send(slug);
  }

  #send(slug: string): void {
    clearTimeout(this.#timers.get(slug));
    this.#timers.delete(slug);
    this.#reportedAt.set(slug, Date.now());
    this.#report(slug);
  }
}
