import { spawn } from 'node:child_process';
import { restore } from './backup/restore-command.ts';
import { keptSecret } from './serve/data-folder.ts';
import { borrowDatabase } from './serve/database.ts';
import { doctor } from './doctor/doctor.ts';
import { generateClient } from './generate.ts';
import { onStop } from './process/on-stop.ts';
import { NODE_FLAGS } from './process/run-node.ts';
import { runMain } from './process/run-main.ts';
import { ROOT, readSettings } from './settings.ts';

await runMain(async () => {
  const settings = readSettings();
  const [command, ...args] = process.argv.slice(2);
  if (command === 'doctor') return await doctor(settings);
  await generateClient();
  if (command === 'restore') {
    process.stdout.write(`${JSON.stringify(await restore(settings, args))}\n`);
    return;
  }
  const database = await borrowDatabase(settings);
  try {
    const env = {
      ...process.env,
      DATABASE_URL: database.url,
      // A backup reads all rows, which the application's own role cannot.
      PARVIS_MIGRATE_DATABASE_URL: command === 'backup' ? database.ownerUrl : '',
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
