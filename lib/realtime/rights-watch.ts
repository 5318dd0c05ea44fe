import type { Caller } from '#lib/caller.ts';
import { log } from '#lib/log.ts';
import type { RightsChanged } from './types.ts';

/** How many rights are rechecked at once: after a reconnect, a thousand streams must not occupy the whole pool. */
const AT_ONCE = 8;
/** Pause after a recheck that failed because the database did not answer. */
const RETRY_MS = 1_000;

export type Listening = Pick<Caller, 'workspaceId' | 'memberId' | 'userId'>;

type Watched = {
  who: Listening | readonly Listening[];
  isStillAllowed: () => Promise<boolean>;
  onEnded: () => void;
};

/** Knows whose rights each live stream of this process depends on, and ends the stream when they end. */
export class RightsWatch {
  private readonly watched = new Set<Watched>();
  private readonly due = new Set<Watched>();
  private running = 0;

  /**
   * Watches one stream and rechecks it at once: its rights may have ended since the request was authorized.
   * @returns `recheck`, and `stop` for a stream that ends by itself
   */
  watch(one: Watched): { recheck: () => void; stop: () => void } {
    this.watched.add(one);
    this.recheck([one]);
    return {
      recheck: () => this.recheck([one]),
      stop: () => {
        this.watched.delete(one);
        this.due.delete(one);
      },
    };
  }

  onChanged(changed: RightsChanged): void {
    this.recheck([...this.watched].filter(({ who }) => [who].flat().some((one) => concerns(changed, one))));
  }

  recheckAll(): void {
    this.recheck(this.watched);
  }

  private recheck(some: Iterable<Watched>): void {
    for (const one of some) if (this.watched.has(one)) this.due.add(one);
    while (this.running < AT_ONCE && this.due.size > 0) void this.run();
  }

  private async run(): Promise<void> {
    this.running += 1;
    for (const one of this.due) {
      // Removed before the check: a change meanwhile adds it again.
      this.due.delete(one);
      try {
        if (!(await one.isStillAllowed())) one.onEnded();
      } catch (error) {
        // A stream stays open when the database does not answer.
        log.warn({ error: error instanceof Error ? error.message : String(error) }, 'live events: rights not checked');
        setTimeout(() => this.recheck([one]), RETRY_MS).unref();
      }
    }
    this.running -= 1;
  }
}

function concerns(changed: RightsChanged, who: Listening): boolean {
  if ('userId' in changed) return changed.userId === who.userId;
  return changed.workspaceId === who.workspaceId && changed.memberId === who.memberId;
}
