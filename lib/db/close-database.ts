import { closeClients } from './client.ts';

/** Closes every connection of this process; the next act opens them again. */
export async function closeDatabase(): Promise<void> {
  await closeClients();
}
