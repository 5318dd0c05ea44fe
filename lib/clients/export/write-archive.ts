import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Caller } from '#lib/caller.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { readCachedFile } from '#lib/media/media-cache.ts';
import { csvField } from '#lib/text/csv-field.ts';
import { readTable, refuseOnceEnded, type Row } from './read-table.ts';
import { type ExportedTable, exportedTables } from './tables.ts';
import { tarEnd, tarHeader, tarPadding } from './tar.ts';

/**
 * Everything of the caller's workspace as a tar archive: each table as JSON lines and as CSV, then the files. In memory are one
 * page of rows and one file at most; a table waits on the disk until its length is known.
 * @param onTable called after each table
 */
export async function* writeArchive(caller: Caller, onTable: () => Promise<void>): AsyncGenerator<Buffer> {
  const at = new Date();
  for (const table of exportedTables) {
    yield* writeTable(caller, table, at);
    await onTable();
  }
  for await (const { name, bytes } of readFiles(caller)) {
    yield tarHeader(name, bytes.length, at);
    yield bytes;
    yield tarPadding(bytes.length);
  }
  yield tarEnd;
}

async function* writeTable(caller: Caller, table: ExportedTable, at: Date): AsyncGenerator<Buffer> {
  const { name } = table;
  await using json = await openNameless();
  await using csv = await openNameless();
  await writeRows(caller, table, { json, csv });
  for (const [path, file] of [
    [`json/${name}.jsonl`, json],
    [`csv/${name}.csv`, csv],
  ] as const) {
    const { size } = await file.stat();
    yield tarHeader(path, size, at);
    yield* file.createReadStream({ start: 0, autoClose: false }) as AsyncIterable<Buffer>; // without an encoding, its chunks are buffers
    yield tarPadding(size);
  }
}

/** A file that is gone when it is closed, or its process ends, however that happens: nothing of a client stays on the disk. */
async function openNameless(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-export-'));
  try {
    return await open(join(folder, 'table'), 'w+', 0o600);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeRows(
  caller: Caller,
  table: ExportedTable,
  { json, csv }: { json: FileHandle; csv: FileHandle },
): Promise<void> {
  let columns: string[] | null = null;
  for await (const rows of readTable(caller, table)) {
    // Every row of a table has the same columns.
    if (columns === null && rows[0]) {
      columns = Object.keys(rows[0]);
      await append(csv, `${columns.join(',')}\r\n`);
    }
    await append(json, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    await append(csv, rows.map((row) => csvLine(row, columns ?? [])).join(''));
  }
}

async function append(file: FileHandle, text: string): Promise<void> {
  if (text !== '') await file.writeFile(text);
}

function csvLine(row: Row, columns: readonly string[]): string {
  return `${columns.map((column) => csvField(textOf(row[column]))).join(',')}\r\n`;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

type ExportedFile = { id: string; mimeType: string | null; url: string | null; bytes: Uint8Array | null };

/**
 * The files of messages, as far as they are uploads or copies of the network's are at hand, and the files of saved notes. One that
 * is not at hand is named in `attachment` by its address.
 */
async function* readFiles(caller: Caller): AsyncGenerator<{ name: string; bytes: Buffer }> {
  for (const readAfter of [readAttachmentAfter, readNoteFileAfter]) {
    for (let file = await readAfter(caller, null); file !== null; file = await readAfter(caller, file.id)) {
      const bytes = file.bytes ? Buffer.from(file.bytes) : await copyOf(caller.workspaceId, file);
      if (bytes) yield { name: `media/${file.id}${endingOf(file.mimeType)}`, bytes };
    }
  }
}

async function readAttachmentAfter(caller: Caller, id: string | null): Promise<ExportedFile | null> {
  return await asMember(caller, async (tx) => {
    await refuseOnceEnded(tx, caller);
    return await tx.attachment.findFirst({
      where: {
        workspaceId: caller.workspaceId,
        ...(id === null ? {} : { id: { gt: id } }),
        OR: [{ messageId: null }, { message: { erasedAt: null, deletedAt: null } }],
      },
      orderBy: { id: 'asc' },
      select: { id: true, url: true, mimeType: true, bytes: true },
    });
  });
}

async function readNoteFileAfter(caller: Caller, id: string | null): Promise<ExportedFile | null> {
  return await asMember(caller, async (tx) => {
    await refuseOnceEnded(tx, caller);
    const [file] = await tx.$queryRaw<ExportedFile[]>`
      SELECT f."id"::text, f."mimeType", NULL AS "url", f."bytes" FROM "note_file" f
      JOIN "note" n ON n."workspaceId" = f."workspaceId" AND n."id" = f."noteId" AND n."deletedAt" IS NULL
      WHERE f."workspaceId" = ${caller.workspaceId}::uuid AND (${id}::uuid IS NULL OR f."id" > ${id}::uuid)
      ORDER BY f."id" LIMIT 1`;
    return file ?? null;
  });
}

async function copyOf(workspaceId: string, { id, url }: { id: string; url: string | null }): Promise<Buffer | null> {
  if (url === null) return null;
  const owner = { kind: 'attachment', id } as const;
  return await readCachedFile({
    workspaceId,
    owner,
    address: url,
    isPicture: false,
    isCacheable: true,
    privateOrigin: undefined,
  });
}

/** `.png` for `image/png`: what a network calls a type is not trusted as part of a name. */
function endingOf(mimeType: string | null): string {
  if (mimeType === 'text/plain') return '.txt';
  const [, kind = ''] = /^[a-z]+\/([a-z0-9]{2,10})$/.exec(mimeType ?? '') ?? [];
  return kind === '' ? '' : `.${kind}`;
}
