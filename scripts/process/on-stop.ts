/**
 * Calls `stop` once, when the operator or the system wants this process to end: Ctrl-C, SIGTERM, a closed terminal,
 * or the death of the process that started it.
 */
export function onStop(stop: () => void): void {
  let isStopping = false;
  const once = () => {
    if (isStopping) return;
    isStopping = true;
    stop();
  };
  // The listeners stay: a second Ctrl-C must not cut the stopping short and leave orphans.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, once);
  process.on('disconnect', once);
  // A listener would keep the process alive for as long as its parent lives.
  process.channel?.unref();
}
