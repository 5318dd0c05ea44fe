import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve, type Serving } from '#scripts/serve.ts';
import type { HangBounds } from '#scripts/supervise/watch-for-hang.ts';

interface Options {
  /** With stand-ins of the networks beside it. */
  demo?: boolean;
  /** When a silent process counts as hanging. */
  hangBounds?: HangBounds;
  dataDir?: string;
}

/**
 * The whole product as `npm start` serves it, from the build that is there: web, worker and a database of its own, on
 * free ports and in a folder that `stop` removes.
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
  const options = { PARVIS_ALLOW_PRIVATE_NETWORKS: 'true', LOG_LEVEL: 'warn', ...more };
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
