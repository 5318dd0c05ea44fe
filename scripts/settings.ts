import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadEnvFile } from 'node:process';
import { z } from 'zod';
import { Explained } from './process/explained.ts';

export const ROOT = resolve(import.meta.dirname, '..');

const schema = z.object({
  PORT: z.coerce.number('must be a number').int().min(0).max(65535).default(3000),
  PUBLIC_URL: z.url('must be an address such as https://inbox.example.org').optional(),
  PARVIS_DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z.string().optional(),
  PARVIS_MIGRATE_DATABASE_URL: z.string().optional(),
  REDIS_URL: z.string().optional(),
  PARVIS_SECRET: z.string().optional(),
});

/** The settings that the commands themselves need; the product reads all others in `lib/env.ts`. */
export interface Settings {
  /** 0 for any free port. */
  port: number;
  publicUrl: string | undefined;
  /** Absolute path. */
  dataDir: string;
  databaseUrl: string | undefined;
  /** The address of the same database for its owner; absent when one role does both. */
  migrateDatabaseUrl?: string | undefined;
  redisUrl: string | undefined;
  secret: string | undefined;
}

/**
 * Reads the environment, and `.env` for settings that the environment does not have.
 * @throws Explained naming the wrong setting
 */
export function readSettings(): Settings {
  const file = resolve(ROOT, '.env');
  if (existsSync(file)) loadEnvFile(file);
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new Explained(`The setting ${issue?.path.join('.')} is invalid: ${issue?.message}.`);
  }
  const { data } = result;
  return {
    port: data.PORT,
    publicUrl: data.PUBLIC_URL,
    dataDir: resolve(ROOT, data.PARVIS_DATA_DIR),
    databaseUrl: data.DATABASE_URL,
    migrateDatabaseUrl: data.PARVIS_MIGRATE_DATABASE_URL,
    redisUrl: data.REDIS_URL,
    secret: data.PARVIS_SECRET,
  };
}
