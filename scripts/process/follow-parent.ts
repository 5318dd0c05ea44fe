// Preloaded into the web and the worker: when the process that started them is gone, they stop as they would on SIGTERM.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// Next's development server is a child of its own command, which inherits this preload, and has nothing but this channel
// to stay alive by while it starts (next/dist/cli/next-dev.js).
if (!process.env.NEXT_PRIVATE_WORKER) {
  process.channel?.unref();
  // A sign that the event loop turns, for whoever keeps this process running. A lost one is followed by the next.
  setInterval(() => process.connected && process.send?.('beat', undefined, undefined, () => {}), 1000).unref();
}
