import { asDispatcher } from '#lib/db/in-workspace.ts';
import { isPresent } from './is-present.ts';

/** How long events are stored for browsers that reconnect, in hours. */
const STORED_HOURS = 24;

/** Deletes events that no browser can ask for any more, and expired presence. @returns how many events */
export async function pruneRealtime(): Promise<number> {
  return await asDispatcher(async (tx) => {
    await tx.$executeRaw`DELETE FROM "presence" p WHERE NOT ${isPresent('p')}`;
    return await tx.$executeRaw`DELETE FROM "realtime_event" WHERE "createdAt" < now() - make_interval(hours => ${STORED_HOURS})`;
  });
}
