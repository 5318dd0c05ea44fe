// Preloaded into the web and the worker: when the process that started them is gone, they stop as they would on SIGTERM.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
