import { z } from 'zod';
import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { auditActs, type AuditView } from './types.ts';

const PAGE = 50;

export type AuditPage = { entries: AuditView[]; nextCursor: string | null };

type Input = { cursor?: string };

/** Lists the audit log, latest first, by page. Ids are ordered by time, so the last id is the cursor. */
export const listAudit = defineAct('audit.read', async (caller, { cursor }: Input = {}): Promise<AuditPage> => {
  if (cursor !== undefined && !z.uuid().safeParse(cursor).success) throw new Refusal('invalid', { field: 'cursor' });
  return await asMember(caller, async (tx) => {
    const rows = await tx.auditEntry.findMany({
      where: { workspaceId: caller.workspaceId, ...(cursor === undefined ? {} : { id: { lt: cursor } }) },
      orderBy: { id: 'desc' },
      take: PAGE + 1,
      select: { id: true, act: true, subject: true, details: true, memberId: true, createdAt: true },
    });
    const page = rows.slice(0, PAGE);
    const members = await tx.member.findMany({
      where: { id: { in: page.flatMap(({ memberId }) => memberId ?? []) } },
      select: { id: true, user: { select: { name: true } } },
    });
    const nameOf = new Map(members.map(({ id, user }) => [id, user.name]));
    return {
      entries: page.flatMap(({ act, details, memberId, createdAt, ...row }) => {
        const known = auditActs.find((name) => name === act);
        if (!known) return [];
        return {
          ...row,
          act: known,
          details: detailsOf(details),
          member: memberId === null ? null : { id: memberId, name: nameOf.get(memberId) ?? '' },
          createdAt: createdAt.toISOString(),
        };
      }),
      nextCursor: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null,
    };
  });
});

const detailsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
