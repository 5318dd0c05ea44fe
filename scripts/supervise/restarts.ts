/** How long a restart waits, and when restarting is given up. All times in milliseconds. */
export interface RestartBounds {
  firstPauseMs: number;
  longestPauseMs: number;
  /** A process that ran for this long after it was ready starts again with the first pause. */
  steadyMs: number;
  /** So many starts in a row that never became ready end it, */
  mostFailedStarts: number;
  /** and so many when it was never ready at all: what never worked will not work by waiting. */
  mostFirstStarts: number;
}

export const RESTART_BOUNDS: RestartBounds = {
  firstPauseMs: 500,
  longestPauseMs: 30_000,
  steadyMs: 60_000,
  mostFailedStarts: 8,
  mostFirstStarts: 3,
};

/** One life of a process: how long it was ready, undefined when it never was. */
export interface Life {
  readyMs: number | undefined;
  /** It could not start for a reason that passes by itself, such as a full disk. */
  isWaiting?: boolean;
}

export type Restart = { kind: 'again'; pauseMs: number } | { kind: 'give-up'; failedStarts: number };

/** @returns decides after each life what follows; a process that was ready is started again however often it dies */
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
