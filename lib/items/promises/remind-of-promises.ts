import { asDispatcher, unlessArchived } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { log } from '#lib/log.ts';
import { announce } from '#lib/realtime/announce.ts';
import { changeItems } from '../change/change-items.ts';
import { lockItemOf } from './lock-promise.ts';

type Due = { workspaceId: string; itemId: string; id: string };

/** How many promises one query finds. */
const CHUNK = 200;

/** What a promise's row is found by, and the column that says that its item came back for it. */
const steps = [
  {
    event: 'promise_late',
    found: Prisma.raw(`"lateAt" IS NULL AND "dueAt" <= clock_timestamp()`),
    marks: ['lateAt', 'remindedAt'],
  },
  {
    event: 'promise_due',
    found: Prisma.raw(`"remindedAt" IS NULL AND "remindAt" <= clock_timestamp()`),
    marks: ['remindedAt'],
  },
] as const;
type Step = (typeof steps)[number];

/**
 * Brings items back to the queue before a promise is due, and again when it is late, once each: snoozed, answered and resolved
 * ones alike. Who owes it is notified; of a late one the leads too. A recurring task that any number of workers may run.
 * @returns how many promises it reminded of
 */
export async function remindOfPromises(): Promise<number> {
  let total = 0;
  for (const step of steps) total += await remind(step);
  return total;
}

async function remind(step: Step): Promise<number> {
  const due = await asDispatcher((tx) =>
    tx.$queryRaw<Due[]>(Prisma.sql`
      SELECT "workspaceId"::text, "itemId"::text, "id"::text FROM "item_promise"
      WHERE "state" = 'open' AND ${step.found} LIMIT ${CHUNK}`),
  );
  let total = 0;
  for (const promise of due) {
    const { workspaceId, id } = promise;
    const isDone = await unlessArchived(workspaceId, (tx) => remindOf(tx, promise, step)).catch((error: unknown) => {
      log.error({ workspaceId, promiseId: id, err: error }, 'nobody was reminded of a promise');
      return false;
    });
    if (isDone) announce(workspaceId);
    total += Number(isDone ?? false);
  }
  return total;
}

/** Under the lock of the item it is asked again: it may have been kept or moved meanwhile. */
async function remindOf(tx: Tx, { workspaceId, itemId, id }: Due, { event, found, marks }: Step): Promise<boolean> {
  await lockItemOf(tx, { workspaceId }, itemId);
  const set = Prisma.join(marks.map((mark) => Prisma.raw(`"${mark}" = coalesce("${mark}", clock_timestamp())`)));
  const [promise] = await tx.$queryRaw<{ dueAt: Date }[]>(Prisma.sql`
    UPDATE "item_promise" SET ${set}
    WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ${id}::uuid AND "state" = 'open' AND ${found}
    RETURNING "dueAt"`);
  if (!promise) return false;
  await changeItems(tx, { workspaceId, system: true }, [itemId], {
    event,
    details: { promiseId: id, dueAt: promise.dueAt.toISOString() },
  });
  return true;
}
