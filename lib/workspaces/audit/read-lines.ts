import { z } from 'zod';
import { Prisma } from '#lib/db/generated/client.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { AuditFilter, AuditView } from '../types.ts';
import type { AuditSource } from './line-digests.ts';

/** How far the clock in an id may be from the time of its line, in milliseconds: a transaction's length and more. */
const SLACK_MS = 60 * 60_000;

type Row = {
  id: string;
  source: AuditSource;
  act: string;
  subject: string;
  details: unknown;
  memberId: string | null;
  itemId: string | null;
  address: string | null;
  sessionId: string | null;
  apiKeyId: string | null;
  createdAt: Date;
};

/**
 * The lines of the audit log and of the items' histories that match, latest first. Ids are ordered by time, so the last
 * id is the cursor, and each part is read along its primary key.
 */
export async function readLines(
  tx: Tx,
  workspaceId: string,
  filter: AuditFilter & { before?: string | undefined; limit: number },
): Promise<AuditView[]> {
  const { limit } = filter;
  const rows = await tx.$queryRaw<Row[]>`
    SELECT l."id"::text, l."source", l."act", l."subject", l."details", l."memberId"::text, l."itemId"::text,
      l."address", l."sessionId"::text, l."apiKeyId"::text, l."createdAt"
    FROM (
      (SELECT e."id", 'audit' AS "source", e."act", e."subject", e."details", e."memberId", NULL::uuid AS "itemId",
        e."address", e."sessionId", e."apiKeyId", e."createdAt"
      FROM "audit_entry" e
      WHERE ${matches(workspaceId, 'audit', filter)} ORDER BY e."id" DESC LIMIT ${limit})
      UNION ALL
      (SELECT e."id", 'history', e."act", coalesce(c."name", ''), e."details", e."memberId", e."itemId",
        e."address", e."sessionId", e."apiKeyId", e."createdAt"
      FROM "item_history" e
      LEFT JOIN "item" i ON i."workspaceId" = e."workspaceId" AND i."id" = e."itemId"
      LEFT JOIN "contact" c ON c."workspaceId" = i."workspaceId" AND c."id" = i."contactId"
      WHERE ${matches(workspaceId, 'history', filter)} ORDER BY e."id" DESC LIMIT ${limit})
    ) l ORDER BY l."id" DESC LIMIT ${limit}`;
  return await withNames(tx, rows);
}

function matches(
  workspaceId: string,
  source: AuditSource,
  { text, memberId, act, itemId, from, until, by, before }: AuditFilter & { before?: string | undefined },
): Prisma.Sql {
  const isHistory = source === 'history';
  const conditions = [Prisma.sql`e."workspaceId" = ${workspaceId}::uuid`];
  if (before) conditions.push(Prisma.sql`e."id" < ${before}::uuid`);
  if (memberId) conditions.push(Prisma.sql`e."memberId" = ${memberId}::uuid`);
  if (act) conditions.push(Prisma.sql`e."act" = ${act}`);
  if (itemId) conditions.push(isHistory ? Prisma.sql`e."itemId" = ${itemId}::uuid` : Prisma.sql`false`);
  if (from)
    conditions.push(Prisma.sql`e."createdAt" >= ${from} AND e."id" >= ${idAt(from.getTime() - SLACK_MS)}::uuid`);
  if (until)
    conditions.push(Prisma.sql`e."createdAt" < ${until} AND e."id" < ${idAt(until.getTime() + SLACK_MS)}::uuid`);
  // What the product does by itself is in the histories only.
  if (by === 'people' && isHistory) conditions.push(Prisma.sql`e."memberId" IS NOT NULL`);
  if (by === 'product') conditions.push(isHistory ? Prisma.sql`e."memberId" IS NULL` : Prisma.sql`false`);
  if (text) {
    const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    const subject = isHistory ? Prisma.sql`c."name"` : Prisma.sql`e."subject"`;
    conditions.push(
      Prisma.sql`(${subject} ILIKE ${like} OR e."details"::text ILIKE ${like} OR e."address" ILIKE ${like} OR e."act" ILIKE ${like})`,
    );
  }
  return Prisma.join(conditions, ' AND ');
}

/** The lowest id of version 7 at a time. Source: RFC 9562, 5.7. */
function idAt(ms: number): string {
  const hex = Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

async function withNames(tx: Tx, rows: Row[]): Promise<AuditView[]> {
  const idsOf = (read: (row: Row) => string | null) => [...new Set(rows.flatMap((row) => read(row) ?? []))];
  const members = await tx.member.findMany({
    where: { id: { in: [...idsOf(({ memberId }) => memberId), ...idsOf(ownerOf)] } },
    select: { id: true, user: { select: { name: true } } },
  });
  const keys = await tx.apiKey.findMany({
    where: { id: { in: idsOf(({ apiKeyId }) => apiKeyId) } },
    select: { id: true, name: true },
  });
  const channels = await tx.channel.findMany({
    where: { id: { in: idsOf(({ subject }) => z.uuid().safeParse(subject).data ?? null) } },
    select: { id: true, name: true, handle: true },
  });
  const cases = await tx.case.findMany({ where: { id: { in: idsOf(caseOf) } }, select: { id: true, title: true } });
  const caseTitles = new Map(cases.map(({ id, title }) => [id, title]));
  const channelNames = new Map(channels.map(({ id, name, handle }) => [id, name || handle || id]));
  const memberNames = new Map(members.map(({ id, user }) => [id, user.name]));
  const keyNames = new Map(keys.map(({ id, name }) => [id, name]));
  const named = (id: string | null, names: Map<string, string>) =>
    id === null ? null : { id, name: names.get(id) ?? '' };
  return rows.map(({ memberId, apiKeyId, createdAt, details, subject, ...row }) => ({
    ...row,
    // A channel is stored by its id, and called by its name.
    subject: channelNames.get(subject) ?? subject,
    details: detailsOf(details),
    member: named(memberId, memberNames),
    owner: named(ownerOf({ details }), memberNames),
    case: named(caseOf({ details }), caseTitles),
    apiKey: named(apiKeyId, keyNames),
    createdAt: createdAt.toISOString(),
  }));
}

/** The owner whom an entry of an item's history names. */
function ownerOf({ details }: Pick<Row, 'details'>): string | null {
  const { ownerId } = detailsOf(details);
  return z.uuid().safeParse(ownerId).data ?? null;
}

/** The case that an entry of an item's history is about: what it is called is not written there. */
function caseOf({ details }: Pick<Row, 'details'>): string | null {
  return z.uuid().safeParse(detailsOf(details)['caseId']).data ?? null;
}

const detailsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
