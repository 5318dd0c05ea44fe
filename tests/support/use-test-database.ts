import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { inject } from 'vitest';
import { createTestDatabase } from './database.ts';

// Set before the test file is loaded, so that whatever reads the environment finds this file's own database.
const database = await createTestDatabase();
process.env.DATABASE_URL = database.url;
process.env.PARVIS_TEST_OWNER_URL = database.ownerUrl;
process.env.PARVIS_SECRET ??= randomBytes(32).toString('base64');
// Tests look at rows, not at logs; set LOG_LEVEL=info to follow a run.
process.env.LOG_LEVEL ??= 'silent';
process.env.PARVIS_DATA_DIR ??= mkdtempSync(join(inject('runFolder'), 'data-'));

// Test files that run in parallel share one Redis; each uses an empty database of its own in it.
if (process.env.REDIS_URL) {
  const url = new URL(process.env.REDIS_URL);
  url.pathname = `/${process.env.VITEST_POOL_ID ?? 0}`;
  process.env.REDIS_URL = url.href;
  const redis = new Redis(url.href);
  await redis.flushdb();
  redis.disconnect();
}
