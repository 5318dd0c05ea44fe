import { z } from 'zod';
import { defineAct } from '#lib/act.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';
import { blocks, readContactRows } from './contact-row.ts';
import { type ContactFilter, type ContactPage, CONTACTS_PAGE } from './types.ts';

type Input = { filter?: ContactFilter; cursor?: string | null; limit?: number };

/** What leads to the contacts; the other parts of the filter are checked for each. */
const leading = ['q', 'blocked', 'tag', 'vip', 'network'] as const satisfies (keyof ContactFilter)[];

/**
 * A page of people, those who were met last first. A person whose contacts are joined is one row, in the place of the newest
 * contact that matches what leads.
 * @throws Refusal `invalid` naming the field: `cursor`, `limit`, or one of the filter
 */
export const listContacts = defineAct(
  'items.read',
  async (caller, { filter: given = {}, cursor, limit = 50 }: Input): Promise<ContactPage> => {
    if (!Number.isInteger(limit) || limit < 1 || limit > CONTACTS_PAGE)
      throw new Refusal('invalid', { field: 'limit' });
    const filter = readFilter(given);
    const before = cursor ? readCursor(cursor) : null;
    return await asMember(caller, async (tx) => {
      const ids = filter.q
        ? await searchPeople(tx, filter.q, { filter, before, wanted: limit + 1 })
        : await choosePeople(tx, { filter, before, wanted: limit + 1 });
      const shown = ids.slice(0, limit);
      const last = shown.at(-1);
      return {
        contacts: await readContactRows(tx, shown),
        nextCursor: ids.length > limit && last ? Buffer.from(last).toString('base64url') : null,
      };
    });
  },
);

type Choice = { filter: ContactFilter; before: string | null; wanted: number };

/** The search gives contacts by their own name; what the filter leaves out is made up for by searching on. */
async function searchPeople(tx: Tx, q: string, { filter, before, wanted }: Choice): Promise<string[]> {
  const chosen: string[] = [];
  for (let place = before; ;) {
    const size = wanted;
    const found = await tx.$queryRaw<{ id: string }[]>`
      SELECT "id"::text FROM search_contacts(${q}, ${place}::uuid, ${size}::integer)`;
    const last = found.at(-1)?.id;
    if (!last) return chosen;
    const ids = found.map(({ id }) => id);
    const kept = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
      SELECT c."id"::text FROM "contact" c
      WHERE c."workspaceId" = current_workspace() AND c."id" = ANY (${ids}::uuid[]) AND ${restOf(filter, 'q')}
        AND (c."personId" IS NULL OR NOT EXISTS (
          SELECT FROM "contact" k JOIN "identity" d ON d."workspaceId" = k."workspaceId" AND d."contactId" = k."id"
          WHERE k."workspaceId" = c."workspaceId" AND k."personId" = c."personId" AND k."id" > c."id"
            AND search_name(d."name", d."handle") @@ contact_query(${q})))
      ORDER BY c."id" DESC`);
    chosen.push(...kept.map(({ id }) => id));
    if (chosen.length >= wanted || found.length < size) return [...new Set(chosen)].slice(0, wanted);
    place = last;
  }
}

async function choosePeople(tx: Tx, { filter, before, wanted }: Choice): Promise<string[]> {
  const lead = leading.find((name) => filter[name]);
  const rows = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    SELECT DISTINCT c."id" FROM ${sourceOf(filter, lead)}
      ${before ? Prisma.sql`AND c."id" < ${before}::uuid` : Prisma.empty}
      AND ${restOf(filter, lead)}
      AND (c."personId" IS NULL OR NOT EXISTS (
        SELECT FROM "contact" k WHERE k."workspaceId" = c."workspaceId" AND k."personId" = c."personId" AND k."id" > c."id"
          AND ${lead ? condition(lead, filter, Prisma.raw('k')) : Prisma.sql`true`}))
    ORDER BY c."id" DESC LIMIT ${wanted}::integer`);
  return rows.map(({ id }) => id);
}

/** The rows that the page is read from, by an index in the list's order, up to and with a condition. */
function sourceOf(filter: ContactFilter, lead: (typeof leading)[number] | undefined): Prisma.Sql {
  switch (lead) {
    case 'tag':
      return Prisma.sql`"contact_tag" t JOIN "contact" c ON c."workspaceId" = t."workspaceId" AND c."id" = t."contactId"
        WHERE t."workspaceId" = current_workspace() AND t."tagId" = ${filter.tag}::uuid`;
    case 'network':
      return Prisma.sql`"identity" d JOIN "contact" c ON c."workspaceId" = d."workspaceId" AND c."id" = d."contactId"
        WHERE d."workspaceId" = current_workspace() AND d."network" = ${filter.network}`;
    case 'blocked':
      return Prisma.sql`"contact" c WHERE c."workspaceId" = current_workspace() AND c."id" IN (${blockedContacts})`;
    case 'vip':
      return Prisma.sql`"contact" c WHERE c."workspaceId" = current_workspace() AND c."isVip"`;
    case 'q':
    case undefined:
      return Prisma.sql`"contact" c WHERE c."workspaceId" = current_workspace()`;
    default:
      return lead satisfies never;
  }
}

const blockedContacts = Prisma.sql`SELECT d."contactId" FROM "identity" d
  WHERE d."workspaceId" = current_workspace() AND d."id" IN (SELECT m."identityId" FROM ${blocks})`;

/** What the rest of the filter demands of the person of `c`. */
function restOf(filter: ContactFilter, lead: (typeof leading)[number] | undefined): Prisma.Sql {
  const rest = leading.filter((name) => name !== lead && name !== 'q' && filter[name]);
  if (rest.length === 0) return Prisma.sql`true`;
  return Prisma.join(
    rest.map(
      (name) => Prisma.sql`(${condition(name, filter, Prisma.raw('c'))} OR (c."personId" IS NOT NULL AND EXISTS (
        SELECT FROM "contact" s WHERE s."workspaceId" = c."workspaceId" AND s."personId" = c."personId"
          AND ${condition(name, filter, Prisma.raw('s'))})))`,
    ),
    ' AND ',
  );
}

/** What a part of the filter demands of one contact. */
function condition(name: (typeof leading)[number], filter: ContactFilter, contact: Prisma.Sql): Prisma.Sql {
  switch (name) {
    case 'network':
      return Prisma.sql`EXISTS (SELECT FROM "identity" n WHERE n."workspaceId" = ${contact}."workspaceId"
        AND n."contactId" = ${contact}."id" AND n."network" = ${filter.network})`;
    case 'tag':
      return Prisma.sql`EXISTS (SELECT FROM "contact_tag" n WHERE n."workspaceId" = ${contact}."workspaceId"
        AND n."contactId" = ${contact}."id" AND n."tagId" = ${filter.tag}::uuid)`;
    case 'vip':
      return Prisma.sql`${contact}."isVip"`;
    case 'blocked':
      return Prisma.sql`${contact}."id" IN (${blockedContacts})`;
    case 'q':
      return Prisma.sql`true`;
    default:
      return name satisfies never;
  }
}

const shape = z.object({
  q: z
    .string()
    .max(200)
    .refine((text) => !text.includes('\u0000')),
  network: z
    .string()
    .max(60)
    .refine((text) => !text.includes('\u0000')),
  tag: z.guid(),
  vip: z.boolean(),
  blocked: z.boolean(),
});

function readFilter(given: ContactFilter): ContactFilter {
  const result = shape.partial().safeParse(given);
  if (!result.success) throw new Refusal('invalid', { field: String(result.error.issues[0]?.path[0] ?? 'filter') });
  const { q, network, tag, vip, blocked } = result.data;
  const words = q?.trim();
  return {
    ...(words ? { q: words } : {}),
    ...(network ? { network } : {}),
    ...(tag ? { tag } : {}),
    ...(vip ? { vip } : {}),
    ...(blocked ? { blocked } : {}),
  };
}

function readCursor(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString();
  if (!z.guid().safeParse(id).success) throw new Refusal('invalid', { field: 'cursor' });
  return id;
}
