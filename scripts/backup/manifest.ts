import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { Explained } from '../process/explained.ts';

/** To be raised when older versions of Parvis would misread the format. */
export const FORMAT = 1;

export const MANIFEST = 'manifest.json';

const manifest = z.object({
  product: z.literal('parvis'),
  format: z.number().int(),
  version: z.string(),
  /** The time of the snapshot: everything committed before it, nothing after. */
  takenAt: z.iso.datetime({ offset: true }),
  /** The migrations of the database, in order. */
  migrations: z.array(z.string()).min(1),
  /** Fingerprints of the secrets that open the stored credentials; the secrets themselves are never in a backup. */
  sealedWith: z.array(z.string()),
  tables: z.record(
    z.string(),
    z.object({ columns: z.array(z.string()).min(1), rows: z.number().int(), sha256: z.string() }),
  ),
});

export type Manifest = z.infer<typeof manifest>;

/** The file of one table in a backup. */
export function tableFile(folder: string, table: string): string {
  return join(folder, 'tables', `${table}.copy.gz`);
}

/** @throws Explained when the folder has no complete backup, or one that this version cannot read */
export function readManifest(folder: string): Manifest {
  const file = join(folder, MANIFEST);
  if (!existsSync(file)) {
    throw new Explained(`There is no backup in ${folder}: ${MANIFEST} is missing. The manifest is written last.`);
  }
  const parsed = manifest.safeParse(parseJson(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Explained(`The backup in ${folder} is damaged: ${MANIFEST} cannot be read.`);
  if (parsed.data.format > FORMAT) {
    throw new Explained(`The backup in ${folder} was made by a newer Parvis (${parsed.data.version}): update first.`);
  }
  return parsed.data;
}

/** Checks every file of a backup. @throws Explained naming the first file that is missing or was changed */
export async function verifyFiles(folder: string, { tables }: Manifest): Promise<void> {
  for (const [table, { sha256 }] of Object.entries(tables)) {
    const file = tableFile(folder, table);
    if (!existsSync(file)) throw new Explained(`The backup in ${folder} is damaged: ${file} is missing.`);
    const hash = createHash('sha256');
    await pipeline(createReadStream(file), hash);
    if (hash.digest('hex') !== sha256) {
      throw new Explained(`The backup in ${folder} is damaged: ${file} does not match its checksum.`);
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the schema then reports a damaged backup
  }
}
