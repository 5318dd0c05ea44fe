// Preloaded into the web and the worker: when the process that started them is gone, they stop as on SIGTERM.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// Next's development command inherits this preload too, and while its server starts only this channel keeps it alive
// (next/dist/cli/next-dev.js).
if (!process.env.NEXT_PRIVATE_WORKER) {
  process.channel?.unref();
  // Tells the supervisor that the event loop turns. When one beat is lost, the next follows.
  setInterval(() => process.connected && process.send?.('beat', undefined, undefined, () => {}), 1000).unref();
}
