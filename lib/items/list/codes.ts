import { Prisma } from '#lib/db/generated/client.ts';
import { itemKinds, type ItemKind, type ItemStatus, itemStatuses } from '../types.ts';

/*
 * The places of statuses and kinds in the columns "statusCode" and "kindCode", by which lists are ordered: comparing
 * small numbers is leakproof, comparing enums is not, and row-level security keeps the latter off every index. They
 * are written into the statement and not passed beside it, so that the plan knows which part of an index it reads.
 */
export const statusCode = (status: ItemStatus) => Prisma.raw(String(itemStatuses.indexOf(status) + 1));
export const kindCode = (kind: ItemKind) => Prisma.raw(String(itemKinds.indexOf(kind) + 1));
