import { database } from './client.ts';

/** Throws when the database does not answer. */
export async function pingDatabase(): Promise<void> {
  await database().pool.query('SELECT 1');
}
