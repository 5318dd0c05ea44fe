import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { getContact } from '#lib/contacts/get-contact.ts';
import { readPerson } from '#lib/contacts/person.ts';
import type { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { streamTexts } from '#lib/text/stream-texts.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { exportedItems } from './exported-items.ts';

/** Messages per query: the export is never in memory as a whole. */
const PAGE = 500;

/**
 * Streams everything that is stored about a person as JSON: profiles, what the workspace wrote, all items with their messages,
 * promises, notes and cases, and what the person wrote in other people's threads. Files are named, with the address at which the API gives them. That it was
 * asked for is a line of the audit log.
 * @throws Refusal `not_found`
 */
export const exportContact = defineAct(
  'contacts.erase',
  async (caller, { contactId }: { contactId: string }): Promise<ReadableStream<Uint8Array>> => {
    const id = uuid(contactId);
    const contact = await getContact(caller, { contactId: id });
    const contactIds = await asMember(
      caller,
      async (tx) => {
        const ids = await readPerson(tx, id);
        await recordAudit(tx, caller, { act: 'contact_exported', subject: id, details: { contactIds: ids } });
        return ids;
      },
      { keepsArchived: true },
    );
    return streamTexts(asJson(caller, contact, contactIds));
  },
);

async function* asJson(caller: Caller, contact: object, contactIds: string[]): AsyncGenerator<string> {
  yield `{\n"exportedAt": ${JSON.stringify(new Date())},\n"contact": ${JSON.stringify(contact)},\n"items": [`;
  yield* joined(exportedItems(caller, contactIds, PAGE));
  yield `\n],\n"messages": [`;
  yield* joined(messagesOf(caller, contactIds));
  yield '\n]\n}\n';
}

async function* joined(rows: AsyncIterable<unknown>): AsyncGenerator<string> {
  let separator = '\n';
  for await (const row of rows) {
    yield separator + JSON.stringify(row);
    separator = ',\n';
  }
}

/** The messages of the person's items, and those that the person wrote elsewhere. */
async function* messagesOf(caller: Caller, contactIds: string[]): AsyncGenerator<unknown> {
  for await (const { id } of exportedItems(caller, contactIds, PAGE)) yield* pagesOf(caller, { itemId: id });
  yield* pagesOf(caller, {
    identity: { contactId: { in: contactIds } },
    item: { contactId: { notIn: contactIds } },
  });
}

async function* pagesOf(caller: Caller, of: Prisma.MessageWhereInput): AsyncGenerator<unknown> {
  for (let last: { id: string; createdAt: Date } | undefined; ;) {
    const after: Prisma.MessageWhereInput = last
      ? { OR: [{ createdAt: { gt: last.createdAt } }, { createdAt: last.createdAt, id: { gt: last.id } }] }
      : {};
    const where: Prisma.MessageWhereInput = { AND: [of, after] };
    const rows = await asMember(caller, (tx) =>
      tx.message.findMany({
        where,
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        take: PAGE,
        select: messageColumns,
      }),
    );
    for (const { attachments, ...row } of rows) {
      const media = (id: string) => `/api/v1/workspaces/${caller.workspaceId}/media/${id}`;
      yield { ...row, attachments: attachments.map((file) => ({ ...file, media: media(file.id) })) };
    }
    last = rows.at(-1);
    if (rows.length < PAGE) return;
  }
}

const messageColumns = {
  id: true,
  itemId: true,
  direction: true,
  isPrivate: true,
  text: true,
  url: true,
  language: true,
  rating: true,
  createdAt: true,
  editedAt: true,
  deletedAt: true,
  erasedAt: true,
  versions: { select: { text: true, replacedAt: true }, orderBy: { replacedAt: 'asc' } },
  attachments: {
    select: { id: true, kind: true, url: true, altText: true, mimeType: true, title: true },
    orderBy: { position: 'asc' },
  },
} as const satisfies Prisma.MessageSelect;
