import { jsonRows } from '#lib/db/json-rows.ts';
import { asDispatcher } from '#lib/db/in-workspace.ts';
import type { Receiver } from './types.ts';

export type NewDelivery = Receiver & { network: string; headers: Record<string, string>; body: string };

/** Deliveries that arrive within this time share one statement and one commit, in milliseconds. */
const GATHER_MS = 4;
const MOST_ROWS = 500;
const MOST_BYTES = 8 * 1024 * 1024;
/** The most bytes that may wait; beyond that the network is asked to deliver again later. */
const MOST_WAITING_BYTES = 64 * 1024 * 1024;

type Waiting = { rows: NewDelivery[]; bytes: number; stored: () => void; failed: (error: unknown) => void };
type Gathering = { waiting: Waiting[]; bytes: number; timer: NodeJS.Timeout | undefined; isWriting: boolean };

const holder = globalThis as typeof globalThis & { parvisDeliveries?: Gathering };

/** Too many deliveries are waiting to be stored in this process. */
export class DeliveriesOverflow extends Error {
  override readonly name = 'DeliveriesOverflow';
}

/**
 * Stores deliveries and returns after the commit. Deliveries that arrive together are written together: a burst of any
 * size costs one commit every few milliseconds.
 * @throws DeliveriesOverflow
 */
export async function storeDeliveries(rows: NewDelivery[]): Promise<void> {
  if (rows.length === 0) return;
  holder.parvisDeliveries ??= { waiting: [], bytes: 0, timer: undefined, isWriting: false };
  const gathering = holder.parvisDeliveries;
  const bytes = rows.reduce((sum, { body }) => sum + body.length, 0);
  if (gathering.bytes + bytes > MOST_WAITING_BYTES) throw new DeliveriesOverflow('too many deliveries at once');
  await new Promise<void>((stored, failed) => {
    gathering.waiting.push({ rows, bytes, stored, failed });
    gathering.bytes += bytes;
    plan(gathering);
  });
}

function plan(gathering: Gathering): void {
  if (gathering.isWriting) return; // the next batch takes what arrives meanwhile
  gathering.timer ??= setTimeout(() => void writeAll(gathering), GATHER_MS);
}

async function writeAll(gathering: Gathering): Promise<void> {
  gathering.timer = undefined;
  gathering.isWriting = true;
  while (gathering.waiting.length > 0) {
    const batch = takeBatch(gathering);
    try {
      await insert(batch.flatMap(({ rows }) => rows));
      for (const { stored } of batch) stored();
    } catch (error) {
      await oneByOne(batch, error);
    }
  }
  gathering.isWriting = false;
}

function takeBatch(gathering: Gathering): Waiting[] {
  const batch: Waiting[] = [];
  for (let rows = 0, bytes = 0; rows < MOST_ROWS && bytes < MOST_BYTES;) {
    const next = gathering.waiting.shift();
    if (!next) break;
    batch.push(next);
    rows += next.rows.length;
    bytes += next.bytes;
    gathering.bytes -= next.bytes;
  }
  return batch;
}

/** A delivery that cannot be stored must not fail the others. */
async function oneByOne(batch: Waiting[], error: unknown): Promise<void> {
  if (batch.length === 1) return batch[0]?.failed(error);
  for (const { rows, stored, failed } of batch) await insert(rows).then(stored, failed);
}

async function insert(rows: NewDelivery[]): Promise<void> {
  await asDispatcher(
    (tx) => tx.$executeRaw`
      INSERT INTO "webhook_delivery" ("workspaceId", "channelId", "network", "headers", "body")
      SELECT d."workspaceId", d."channelId", d."network", d."headers", d."body"
      FROM jsonb_to_recordset(${jsonRows(rows)}) AS d
        ("workspaceId" uuid, "channelId" uuid, "network" text, "headers" jsonb, "body" text)
      -- Answered with a 200 like any other, so that the network does not switch the webhook off for its other channels.
      JOIN "workspace" w ON w."id" = d."workspaceId" AND w."archivedAt" IS NULL`,
  );
}
