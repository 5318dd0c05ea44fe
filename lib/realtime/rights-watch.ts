import type { Caller } from '#lib/caller.ts';
import { log } from '#lib/log.ts';
import type { RightsChanged } from './types.ts';

/** How many rights are rechecked at once: a thousand streams after a lost connection must not take the whole pool. */
const AT_ONCE = 8;
/** After a recheck that the database did not answer. */
const RETRY_MS = 1_000;

export type Listening = Pick<Caller, 'workspaceId' | 'memberId' | 'userId'>;

type Watched = { who: Listening; isStillAllowed: () => Promise<boolean>; onEnded: () => void };

/** Knows on whose right each live stream of this process rests, and ends the stream with the right. */
export class RightsWatch {
  private readonly watched = new Set<Watched>();
  private readonly due = new Set<Watched>();
  private running = 0;

  /**
   * Watches one stream, from a recheck on: its right may have ended between the request's admission and now.
   * @returns `recheck`, and `stop` for a stream that ended by itself
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
    this.recheck([...this.watched].filter(({ who }) => concerns(changed, who)));
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
      // Taken off before it is checked: what changes meanwhile puts it back.
      this.due.delete(one);
      try {
        if (!(await one.isStillAllowed())) one.onEnded();
      } catch (error) {
        // Nobody is sent away because the database does not answer.
        log.warn({ error: error instanceof Error ? error.message : String(error) }, 'live events: right not checked');
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
