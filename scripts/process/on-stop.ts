/**
 * Calls `stop` once when this process has to end: on Ctrl-C, SIGTERM, a closed terminal, or the death of the process that
 * started it.
 */
export function onStop(stop: () => void): void {
  let isStopping = false;
  const once = () => {
    if (isStopping) return;
    isStopping = true;
    stop();
  };
  // The listeners stay, so that a second Ctrl-C does not interrupt the stopping and leave orphans.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, once);
  process.on('disconnect', once);
  // Otherwise the listener would keep this process alive as long as its parent lives.
  process.channel?.unref();
}
