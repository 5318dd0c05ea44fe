import { spawn } from 'node:child_process';
import { keptSecret } from './data-folder.ts';
import { borrowDatabase } from './database.ts';
import { generateClient } from './generate.ts';
import { onStop } from './on-stop.ts';
import { NODE_FLAGS } from './run-node.ts';
import { runMain } from './run-main.ts';
import { ROOT, readSettings } from './settings.ts';

await runMain(async () => {
  const settings = readSettings();
  await generateClient();
  const database = await borrowDatabase(settings);
  try {
    const env = {
      ...process.env,
      DATABASE_URL: database.url,
      PARVIS_MIGRATE_DATABASE_URL: '',
      PARVIS_DATA_DIR: settings.dataDir,
      PARVIS_SECRET: settings.secret ?? keptSecret(settings.dataDir),
    };
    const child = spawn(process.execPath, [...NODE_FLAGS, 'scripts/admin.ts', ...process.argv.slice(2)], {
      cwd: ROOT,
      env,
      stdio: 'inherit',
    });
    onStop(() => child.kill('SIGTERM'));
    process.exitCode = await new Promise<number>((done) =>
      child.on('error', () => done(1)).on('exit', (code) => done(code ?? 1)),
    );
  } finally {
    await database.stop();
  }
});
