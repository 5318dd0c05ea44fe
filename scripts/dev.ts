import { runMain } from './process/run-main.ts';
import { serveUntilStopped } from './start.ts';

await runMain(() => serveUntilStopped('dev'));
