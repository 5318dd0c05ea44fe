import type { Caller } from '#lib/caller.ts';
import type { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';

type ExportedItem = { id: string } & Record<string, unknown>;

/**
 * The items of a person, each with its tags, the case that it is in, what was promised there, and its notes with their files:
 * by name, and the address at which the API gives them.
 */
export async function* exportedItems(caller: Caller, contactIds: string[], page: number): AsyncGenerator<ExportedItem> {
  for (let after: string | null = null; ;) {
    const where: Prisma.ItemWhereInput = { contactId: { in: contactIds }, ...(after ? { id: { gt: after } } : {}) };
    const items = await asMember(caller, (tx) => readItems(tx, caller, { where, contactIds, take: page }));
    yield* items;
    after = items.at(-1)?.id ?? null;
    if (items.length < page) return;
  }
}

async function readItems(
  tx: Tx,
  { workspaceId }: Caller,
  { where, contactIds, take }: { where: Prisma.ItemWhereInput; contactIds: string[]; take: number },
): Promise<ExportedItem[]> {
  const rows = await tx.item.findMany({ where, orderBy: { id: 'asc' }, take, select: itemColumns });
  const itemId = { in: rows.map(({ id }) => id) };
  const [cases, promises, files] = [
    await tx.case.findMany({
      where: { workspaceId, id: { in: rows.flatMap(({ caseId }) => caseId ?? []) } },
      select: { id: true, title: true, namedAfterId: true, dueAt: true, closedAt: true },
    }),
    await tx.itemPromise.findMany({ where: { workspaceId, itemId }, orderBy: { id: 'asc' }, select: promiseColumns }),
    await tx.noteFile.findMany({
      where: { workspaceId, itemId, noteId: { not: null } },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { id: true, noteId: true, name: true, mimeType: true, size: true },
    }),
  ];
  // A case that has another person's name for its title is exported without it.
  const casesById = new Map(
    cases.map(({ namedAfterId, title, ...one }) => [
      one.id,
      { ...one, title: namedAfterId === null || contactIds.includes(namedAfterId) ? title : null },
    ]),
  );
  const promisesByItem = Map.groupBy(promises, (promise) => promise.itemId);
  const filesByNote = Map.groupBy(files, (file) => file.noteId);
  return rows.map(({ tags, notes, caseId, ...row }) => ({
    ...row,
    tags: tags.map(({ tag }) => tag.name),
    case: casesById.get(caseId ?? '') ?? null,
    promises: promisesByItem.get(row.id) ?? [],
    notes: notes.map(({ id, ...note }) => ({
      ...note,
      files: (filesByNote.get(id) ?? []).map((file) => ({
        id: file.id,
        name: file.name,
        mimeType: file.mimeType,
        size: file.size,
        media: `/api/v1/workspaces/${workspaceId}/note-files/${file.id}`,
      })),
    })),
  }));
}

const itemColumns = {
  id: true,
  contactId: true,
  network: true,
  kind: true,
  status: true,
  rating: true,
  language: true,
  firstMessageAt: true,
  lastActivityAt: true,
  caseId: true,
  tags: { select: { tag: { select: { name: true } } } },
  notes: { where: { deletedAt: null }, select: { id: true, text: true, createdAt: true } },
} as const satisfies Prisma.ItemSelect;

const promiseColumns = {
  itemId: true,
  text: true,
  state: true,
  dueAt: true,
  createdAt: true,
  endedAt: true,
  reason: true,
} as const satisfies Prisma.ItemPromiseSelect;
