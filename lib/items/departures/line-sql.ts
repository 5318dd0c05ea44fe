import { Prisma } from '#lib/db/generated/client.ts';
import { cutText } from '#lib/text/cut-text.ts';
import { plainLine } from '#lib/plain-text.ts';
import type { LineItem } from './types.ts';

/** The longest beginning of an item's text that a line shows, in characters. */
const PREVIEW = 120;

/** JSON of what a line says of its item `i`; needs the joins of `lineJoins`. */
export const lineItem = Prisma.sql`json_build_object('id', i."id", 'network', i."network",
  'contactName', coalesce(profile."name", contact."name"), 'preview', left(i."preview", ${PREVIEW * 2}::int))`;

export const lineJoins = Prisma.sql`
  JOIN "contact" contact ON contact."workspaceId" = i."workspaceId" AND contact."id" = i."contactId"
  LEFT JOIN LATERAL (
    SELECT d."name" FROM "identity" d
    WHERE d."workspaceId" = i."workspaceId" AND d."contactId" = i."contactId" AND d."network" = i."network" LIMIT 1
  ) profile ON true`;

export const shortened = (item: LineItem): LineItem => ({
  ...item,
  preview: cutText(plainLine(item.preview), PREVIEW),
});
