import { onStop } from './process/on-stop.ts';
import { runMain } from './process/run-main.ts';
import { say } from './process/say.ts';
import { serve } from './serve/serve.ts';
import { unclaimedLink } from './serve/set-up-link.ts';
import { readSettings } from './settings.ts';

/** Serves until the operator stops it or it fails for good. */
export async function serveUntilStopped(mode: 'production' | 'dev'): Promise<void> {
  const stopping = new AbortController();
  const stopped = new Promise<void>((done) => stopping.signal.addEventListener('abort', () => done()));
  onStop(() => {
    say('Stopping …');
    stopping.abort();
  });
  try {
    const serving = await serve(readSettings(), { mode, signal: stopping.signal, demo: true });
    process.stdout.write(`Parvis is ready at ${serving.address}\n`);
    void unclaimedLink(serving, stopping.signal).then((link) => {
      if (link) process.stdout.write(`Parvis has no users yet. Open this link to become its administrator:\n${link}\n`);
    });
    try {
      await Promise.race([stopped, serving.failed]);
    } finally {
      await serving.stop();
    }
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
  }
  say('Stopped.');
}

if (import.meta.main) await runMain(() => serveUntilStopped('production'));
