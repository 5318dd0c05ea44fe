import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Caller } from '#lib/caller.ts';
import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import type { Prisma } from '#lib/db/generated/client.ts';
import { log } from '#lib/log.ts';
import { Refusal } from '#lib/refusal.ts';
import { writeArchive } from './write-archive.ts';

type Ref = { workspaceId: string; exportId: string };

/** Bytes of one part of the file. */
const PART_BYTES = 1024 * 1024;
/** After this long without a sign of its worker, another one begins the export again, in seconds. */
const LEASE_SECONDS = 60;
/** How often its worker gives a sign, also while nothing of the file is ready to be stored, in milliseconds. */
const SIGN_MS = 20_000;
/** After so many attempts that nobody expects to fail, an export is given up. */
const ATTEMPTS_LIMIT = 5;
const DAYS = 7;

class LeaseLost extends Error {}

/** Writes the exports that wait, and deletes those whose time is over. Safe to run in any number of workers at any time. */
export async function runExports(): Promise<void> {
  const rows = await asDispatcher(
    (tx) => tx.$queryRaw<(Ref & { isOver: boolean })[]>`
      SELECT "workspaceId"::text, "id"::text AS "exportId", coalesce("expiresAt" <= now(), false) AS "isOver"
      FROM "workspace_export"
      WHERE "expiresAt" <= now() OR ("state" IN ('waiting', 'running') AND coalesce("leaseUntil", '-infinity') < now())
      ORDER BY "id" LIMIT 50`,
  );
  for (const { isOver, ...ref } of rows) await (isOver ? deleteExport(ref) : runExport(ref));
}

async function deleteExport({ workspaceId, exportId }: Ref): Promise<void> {
  await inWorkspace(workspaceId, (tx) => tx.workspaceExport.deleteMany({ where: { workspaceId, id: exportId } }));
}

async function runExport(ref: Ref): Promise<void> {
  const attemptId = randomUUID();
  const caller = await takeExport(ref, attemptId);
  if (!caller) return;
  const lost = new AbortController();
  const signs = setInterval(() => {
    keepLease(ref, attemptId).catch((error: unknown) => {
      if (error instanceof LeaseLost) lost.abort(error);
      // The next sign may get through. If none does, another worker begins again.
      else log.warn({ ...ref, err: error }, 'the lease of an export was not renewed');
    });
  }, SIGN_MS);
  try {
    await pipeline(
      Readable.from(writeArchive(caller, () => countTable(ref, attemptId))),
      createGzip(),
      async (compressed: AsyncIterable<Buffer>) => await storeParts(ref, attemptId, compressed),
      { signal: lost.signal },
    );
    await finish(ref, attemptId, 'done');
  } catch (error) {
    if (error instanceof LeaseLost || lost.signal.aborted) return;
    log.error({ ...ref, error: error instanceof Error ? error.stack : String(error) }, 'an export broke off');
    // Who lost the right does not get it by another attempt.
    if (error instanceof Refusal) await finish(ref, attemptId, 'failed');
  } finally {
    clearInterval(signs);
  }
}

/** Takes an export for one worker, from its beginning. @returns who asked for it; null when there is nothing to do */
async function takeExport({ workspaceId, exportId }: Ref, attemptId: string): Promise<Caller | null> {
  return await inWorkspace(workspaceId, async (tx) => {
    const [taken] = await tx.$queryRaw<{ memberId: string; userId: string; attempts: number }[]>`
      UPDATE "workspace_export" e SET "state" = 'running', "attemptId" = ${attemptId}::uuid, "attempts" = "attempts" + 1,
        "leaseUntil" = now() + ${LEASE_SECONDS} * interval '1 second', "tablesDone" = 0, "bytes" = 0
      FROM "member" m
      WHERE m."workspaceId" = e."workspaceId" AND m."id" = e."memberId" AND e."workspaceId" = ${workspaceId}::uuid
        AND e."id" = ${exportId}::uuid AND e."state" IN ('waiting', 'running')
        AND coalesce(e."leaseUntil", '-infinity') < now()
      RETURNING e."memberId"::text, m."userId"::text, e."attempts"`;
    if (!taken) return null;
    await tx.workspaceExportPart.deleteMany({ where: { workspaceId, exportId } });
    const { memberId, userId, attempts } = taken;
    if (attempts <= ATTEMPTS_LIMIT) return { workspaceId, memberId, userId, role: 'admin' };
    await tx.workspaceExport.updateMany({ where: { workspaceId, id: exportId }, data: { ...ended('failed') } });
    return null;
  });
}

/** Stores the file in parts as it comes, and reads on only when each is stored. */
async function storeParts(ref: Ref, attemptId: string, compressed: AsyncIterable<Buffer>): Promise<void> {
  let number = 0;
  let waiting: Buffer[] = [];
  let length = 0;
  const store = async () => {
    const bytes = Buffer.concat(waiting);
    waiting = [];
    length = 0;
    number += 1;
    await storePart(ref, attemptId, { number, bytes });
  };
  for await (const chunk of compressed) {
    waiting.push(chunk);
    length += chunk.length;
    if (length >= PART_BYTES) await store();
  }
  if (length > 0) await store();
}

async function storePart(
  ref: Ref,
  attemptId: string,
  { number, bytes }: { number: number; bytes: Buffer },
): Promise<void> {
  const { workspaceId, exportId } = ref;
  await inWorkspace(workspaceId, async (tx) => {
    const { count } = await tx.workspaceExport.updateMany({
      where: { workspaceId, id: exportId, attemptId, state: 'running' },
      data: { bytes: { increment: bytes.length }, leaseUntil: inSeconds(LEASE_SECONDS) },
    });
    if (count === 0) throw new LeaseLost('another worker writes it, or the workspace is gone');
    await tx.workspaceExportPart.create({ data: { workspaceId, exportId, number, bytes: new Uint8Array(bytes) } });
  });
}

async function countTable(ref: Ref, attemptId: string): Promise<void> {
  await keepLease(ref, attemptId, { tablesDone: { increment: 1 } });
}

/** @throws LeaseLost */
async function keepLease(
  { workspaceId, exportId }: Ref,
  attemptId: string,
  data: Prisma.WorkspaceExportUpdateManyMutationInput = {},
): Promise<void> {
  await inWorkspace(workspaceId, async (tx) => {
    const { count } = await tx.workspaceExport.updateMany({
      where: { workspaceId, id: exportId, attemptId, state: 'running' },
      data: { ...data, leaseUntil: inSeconds(LEASE_SECONDS) },
    });
    if (count === 0) throw new LeaseLost('another worker writes it, or the workspace is gone');
  });
}

/** The latest export replaces those before it. */
async function finish({ workspaceId, exportId }: Ref, attemptId: string, state: 'done' | 'failed'): Promise<void> {
  await inWorkspace(workspaceId, async (tx) => {
    const { count } = await tx.workspaceExport.updateMany({
      where: { workspaceId, id: exportId, attemptId, state: 'running' },
      data: ended(state),
    });
    if (count === 0) return;
    if (state === 'failed') await tx.workspaceExportPart.deleteMany({ where: { workspaceId, exportId } });
    else await tx.workspaceExport.deleteMany({ where: { workspaceId, id: { lt: exportId } } });
  });
}

function ended(state: 'done' | 'failed') {
  return { state, attemptId: null, leaseUntil: null, expiresAt: inSeconds(DAYS * 86_400) };
}

function inSeconds(seconds: number): Date {
  return new Date(Date.now() + seconds * 1_000);
}
