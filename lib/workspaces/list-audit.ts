import { z } from 'zod';
import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { readLines } from './audit/read-lines.ts';
import type { AuditFilter, AuditView } from './types.ts';

const PAGE = 50;

export type AuditPage = { entries: AuditView[]; nextCursor: string | null };

type Input = AuditFilter & { cursor?: string | undefined };

/** Lists what members did in the workspace, on items too, latest first, by page. */
export const listAudit = defineAct(
  'audit.read',
  async (caller, { cursor, ...filter }: Input = {}): Promise<AuditPage> => {
    if (cursor !== undefined && !z.uuid().safeParse(cursor).success) throw new Refusal('invalid', { field: 'cursor' });
    const lines = await asMember(caller, (tx) =>
      readLines(tx, caller.workspaceId, { ...filter, before: cursor, limit: PAGE + 1 }),
    );
    const entries = lines.slice(0, PAGE);
    return { entries, nextCursor: lines.length > PAGE ? (entries.at(-1)?.id ?? null) : null };
  },
);
