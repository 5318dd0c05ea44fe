import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Explained } from './process/explained.ts';
import { hashFiles } from './generate/hash-files.ts';
import { runMain } from './process/run-main.ts';
import { say } from './process/say.ts';
import { ROOT } from './settings.ts';
import { writeRegistry } from './generate/write-registry.ts';

const STAMP = join(ROOT, 'lib/db/generated/.from');

/** Writes the list of networks, and the database client when the schema or Prisma has changed. */
export async function generateClient(): Promise<void> {
  writeRegistry();
  const from = hashFiles(['prisma/schema', 'node_modules/prisma/package.json']);
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === from) return;
  say('Writing the database client …');
  // Generating checks that the engine exists but never runs it; naming any existing file avoids a download.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' };
  try {
    await promisify(execFile)(process.execPath, ['node_modules/prisma/build/index.js', 'generate'], { cwd: ROOT, env });
  } catch (error) {
    const { stderr } = error as { stderr?: string }; // what execFile rejects with
    throw new Explained(
      `The database client could not be written from prisma/schema: ${stderr?.trim() || String(error)}`,
    );
  }
  writeFileSync(STAMP, from);
}

if (import.meta.main) await runMain(generateClient);
