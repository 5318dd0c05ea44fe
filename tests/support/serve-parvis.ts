import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve, type Serving } from '#scripts/serve/serve.ts';
import type { HangBounds } from '#scripts/supervise/watch-for-hang.ts';

interface Options {
  /** Starts the stand-ins of the networks too. */
  demo?: boolean;
  /** After how long a silent process counts as hanging. */
  hangBounds?: HangBounds;
  dataDir?: string;
}

/**
 * Starts the whole product as `npm start` does, from the existing build: web, worker and a database of its own, on free
 * ports and in a folder that `stop` removes.
 * @param more settings for the web and the worker, such as PARVIS_BLUESKY_URL
 */
export async function serveParvis(
  more: Record<string, string> = {},
  { demo = false, hangBounds, dataDir = mkdtempSync(join(tmpdir(), 'parvis-e2e-')) }: Options = {},
): Promise<Serving> {
  const settings = {
    port: 0,
    publicUrl: undefined,
    dataDir,
    databaseUrl: undefined,
    redisUrl: undefined,
    secret: undefined,
  };
  // Automatic checks would make calls that no test expects; who tests them asks for them.
  const options = {
    PARVIS_ALLOW_PRIVATE_NETWORKS: 'true',
    PARVIS_CHECK_CHANNELS: 'false',
    LOG_LEVEL: 'warn',
    ...more,
  };
  const { signal } = new AbortController();
  const serving = await serve(settings, {
    mode: 'production',
    signal,
    more: options,
    demo,
    ...(hangBounds && { hangBounds }),
  });
  return {
    ...serving,
    stop: async () => {
      await serving.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Lets what the test calls in `lib` work on an instance's database and seal with its secret. */
export function connectDatabaseOf(parvis: Serving): void {
  Object.assign(process.env, {
    DATABASE_URL: parvis.databaseUrl,
    PARVIS_TEST_OWNER_URL: parvis.ownerDatabaseUrl,
    PARVIS_SECRET: parvis.env.PARVIS_SECRET,
  });
}
