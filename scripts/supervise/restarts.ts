/** How long a restart waits, and when restarting is given up. All times in milliseconds. */
export interface RestartBounds {
  firstPauseMs: number;
  longestPauseMs: number;
  /** A process that was ready for this long is restarted after the first pause again. */
  steadyMs: number;
  /** After so many failed starts in a row, restarting is given up, */
  mostFailedStarts: number;
  /** and after so many when the process was never ready at all, since waiting will not help. */
  mostFirstStarts: number;
}

export const RESTART_BOUNDS: RestartBounds = {
  firstPauseMs: 500,
  longestPauseMs: 30_000,
  steadyMs: 60_000,
  mostFailedStarts: 8,
  mostFirstStarts: 3,
};

/** One run of a process: for how long it was ready, undefined when it never was. */
export interface Life {
  readyMs: number | undefined;
  /** It could not start for a reason that may end by itself, such as a full disk. */
  isWaiting?: boolean;
}

export type Restart = { kind: 'again'; pauseMs: number } | { kind: 'give-up'; failedStarts: number };

/** @returns decides after each run what follows; a process that was ready is restarted however often it dies */
export function restartPlan(bounds: RestartBounds = RESTART_BOUNDS): (life: Life) => Restart {
  let pauseMs = 0;
  let failedStarts = 0;
  let wasReady = false;
  return ({ readyMs, isWaiting = false }) => {
    if (readyMs !== undefined) {
      wasReady = true;
      failedStarts = 0;
      if (readyMs >= bounds.steadyMs) pauseMs = 0;
    } else if (!isWaiting) {
      failedStarts += 1;
      if (failedStarts >= (wasReady ? bounds.mostFailedStarts : bounds.mostFirstStarts)) {
        return { kind: 'give-up', failedStarts };
      }
    }
    pauseMs = Math.min(pauseMs === 0 ? bounds.firstPauseMs : pauseMs * 2, bounds.longestPauseMs);
    return { kind: 'again', pauseMs };
  };
}
