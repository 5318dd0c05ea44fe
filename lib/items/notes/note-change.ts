import { Prisma } from '#lib/db/generated/client.ts';
import type { ItemChange } from '../change/change-items.ts';

/** What a note does to its item: nothing but a higher version, so that browsers read it again. */
export function noteChange(act: 'noted' | 'note_deleted', noteId: string): ItemChange {
  return {
    act,
    set: Prisma.sql`"priority" = i."priority"`,
    where: Prisma.sql`true`,
    fields: [],
    noteId,
  };
}
