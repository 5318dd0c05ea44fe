import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startReport } from '#tests/security/support/attempts-report.ts';
import { serveParvis } from '#tests/support/serve-parvis.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the attacked instance. */
    instanceAddress: string;
    /** The environment of its web and worker. */
    instanceEnv: Record<string, string>;
    /** The file in which the tests of this run count their attempts. */
    attemptsFile: string;
  }
}

/** Starts one instance for the run: web, worker and database, built and started as `npm start` does. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const parvis = await serveParvis({ PARVIS_UNDO_SECONDS: '1', LOG_LEVEL: 'silent' });
  const env = Object.fromEntries(Object.entries(parvis.env).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  const report = startReport(join(parvis.env.PARVIS_DATA_DIR ?? '.data', 'attempts.jsonl'));
  project.provide('instanceAddress', parvis.address);
  project.provide('instanceEnv', { ...env, PARVIS_TEST_OWNER_URL: parvis.ownerDatabaseUrl });
  project.provide('attemptsFile', report.file);
  return async () => {
    report.finish();
    await parvis.stop();
  };
}
