import { defineAct } from '#lib/act.ts';
import { contactsOf } from '#lib/contacts/person.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { z } from 'zod';
import { readCursor, writeCursor } from '../list/cursor.ts';
import { itemRow, type RawItemRow, rowColumns, rowJoins } from '../list/item-row.ts';
import { type ItemPage, PAGE_LIMIT } from '../types.ts';

type Input = { contactId: string; cursor?: string | null; limit?: number };

const keys = z.tuple([z.iso.datetime(), z.guid()]);

/**
 * A page of a person's history: the items of all contacts that are joined, public and private, on every network, latest first;
 * those alone that the reader may see.
 * @throws Refusal `not_found`; `invalid` naming the field: `cursor`, `limit`
 */
export const listContactItems = defineAct(
  'items.read',
  async (caller, { contactId, cursor, limit = 50 }: Input): Promise<ItemPage> => {
    const id = uuid(contactId);
    if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_LIMIT) throw new Refusal('invalid', { field: 'limit' });
    const list = { contactId: id };
    const place = cursor ? readCursor(cursor, list, keys) : null;
    const rows = await asMember(caller, async (tx) => {
      const contacts = await tx.$queryRaw<{ id: string }[]>(contactsOf(Prisma.sql`${id}::uuid`));
      if (contacts.length === 0) throw new Refusal('not_found');
      return await tx.$queryRaw<RawItemRow[]>(Prisma.sql`
        WITH chosen AS (
          SELECT theirs."id", theirs."lastActivityAt" FROM unnest(${contacts.map((one) => one.id)}::uuid[]) AS person ("id")
          CROSS JOIN LATERAL (
            SELECT i."id", i."lastActivityAt" FROM "item" i
            WHERE i."workspaceId" = ${caller.workspaceId}::uuid AND i."contactId" = person."id"
              ${place ? Prisma.sql`AND (i."lastActivityAt", i."id") < (${place[0]}::timestamptz, ${place[1]}::uuid)` : Prisma.empty}
            ORDER BY i."lastActivityAt" DESC, i."id" DESC LIMIT ${limit + 1}::integer
          ) AS theirs
          ORDER BY theirs."lastActivityAt" DESC, theirs."id" DESC LIMIT ${limit + 1}::integer
        )
        SELECT ${rowColumns} FROM chosen
        JOIN "item" i ON i."workspaceId" = ${caller.workspaceId}::uuid AND i."id" = chosen."id"
        ${rowJoins(caller)}
        ORDER BY chosen."lastActivityAt" DESC, chosen."id" DESC`);
    });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map(itemRow),
      nextCursor: rows.length > limit && last ? writeCursor(list, [last.lastActivityAt.toISOString(), last.id]) : null,
    };
  },
);
