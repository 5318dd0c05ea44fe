import { spawn } from 'node:child_process';
import { generateClient } from './generate.ts';
import { onStop } from './process/on-stop.ts';
import { NODE_FLAGS } from './process/run-node.ts';
import { runMain } from './process/run-main.ts';
import { ROOT } from './settings.ts';

// The bench starts its own Postgres with its own data. This command only generates the client and passes signals on.
await runMain(async () => {
  await generateClient();
  const child = spawn(process.execPath, [...NODE_FLAGS, 'tests/bench/main.ts', ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  onStop(() => child.kill('SIGTERM'));
  process.exitCode = await new Promise<number>((done) =>
    child.on('error', () => done(1)).on('exit', (code) => done(code ?? 1)),
  );
});
