import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { createTestDatabase } from './database.ts';

// Set before the test file is loaded, so that whatever reads the environment finds this file's own database.
const database = await createTestDatabase();
process.env.DATABASE_URL = database.url;
process.env.PARVIS_SECRET ??= randomBytes(32).toString('base64');
process.env.PARVIS_DATA_DIR ??= mkdtempSync(join(inject('runFolder'), 'data-'));
