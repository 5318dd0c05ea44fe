import { randomUUID } from 'node:crypto';
import type { Caller } from '#lib/caller.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { foldCounters } from '#lib/items/counters/fold-counters.ts';
import { getCounts } from '#lib/items/counters/get-counts.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import { markRead } from '#lib/items/mark-read.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { prioritizeItem } from '#lib/items/prioritize-item.ts';
import { releaseItem } from '#lib/items/claims/release-item.ts';
import { reopenItem } from '#lib/items/reopen-item.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { tagItem } from '#lib/items/tags/tag-item.ts';
import { undoAct } from '#lib/items/undo-act.ts';
import { saveView } from '#lib/items/views/save-view.ts';
import type { InboundEvent } from '#lib/networks/contract.ts';
import { learnWords } from '#lib/search/learn-words.ts';
import { aChannel, aMember, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { recordStatements, type Statement } from './record-statements.ts';
import { ROUND } from './replay-statements.ts';
import { seedRest } from './seed-rest.ts';

type Message = Extract<InboundEvent, { type: 'message' }>;

const ana = {
  externalId: 'did:plc:ana',
  handle: 'ana.example.test',
  name: 'Ana Ruiz',
  avatarUrl: 'https://img.example.test/ana.png',
};
const brand = { externalId: 'did:plc:lune', handle: 'lune.example.test', name: 'Maison Lune' };
const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 9, minute));

function comment(externalId: string, text: string, more: Partial<Message> = {}): Message {
  return {
    type: 'message',
    externalId,
    kind: 'comment',
    threadExternalId: 'at://lune/autumn',
    postExternalId: 'at://lune/autumn',
    direction: 'inbound',
    author: ana,
    text,
    createdAt: at(0),
    ...more,
  };
}

const posts = [
  {
    externalId: 'at://lune/autumn',
    author: brand,
    isOwn: true,
    text: 'La collection d’automne est arrivée.',
    createdAt: new Date(Date.UTC(2026, 10, 20, 8)),
  },
];

/** A workspace with a row of every kind, and a second one in which the product's statements are recorded. */
export async function seed(): Promise<{ busyWorkspaceId: string; statements: Statement[][] }> {
  const { workspaceId, admin } = await aWorkspace();
  await seedQuiet(workspaceId, admin);
  const busy = await aWorkspace({ name: 'Atelier Sève' });
  const statements = await recordBusy(busy.workspaceId, busy.admin);
  await foldCounters();
  await database().prisma.$executeRaw`
    INSERT INTO "item_counter_delta" ("workspaceId", "status", "ownerKey", "channelId", "kind", "items", "failed")
    SELECT "workspaceId", "status", "ownerKey", "channelId", "kind", 1, 0 FROM "item_counter" WHERE "workspaceId" = ${workspaceId}::uuid LIMIT 1`;
  return { busyWorkspaceId: busy.workspaceId, statements };
}

async function seedQuiet(workspaceId: string, admin: Caller): Promise<void> {
  const colleague = await aMember({ workspaceId, name: 'Inès Morel' });
  const { id: channelId } = await aChannel({ workspaceId, externalId: brand.externalId });
  const place = { workspaceId, channelId };
  const question = comment('at://ana/1', 'Où est mon colis ?', {
    attachments: [{ kind: 'image', url: 'https://img.example.test/box.png', altText: 'Un carton abîmé' }],
  });
  const answer = comment('at://lune/2', 'Il arrive demain.', {
    direction: 'outbound',
    author: brand,
    contactExternalId: ana.externalId,
    createdAt: at(5),
  });
  await ingest({ ...place, posts, events: [question, answer], cursor: { at: 1 } });
  const edited = { ...question, text: 'Où est mon colis, s’il vous plaît ?', editedAt: at(7) };
  const malformed = comment('', 'An event without an id');
  await ingest({
    ...place,
    events: [edited, { type: 'message_deleted', externalId: 'at://ana/0', deletedAt: at(8) }, malformed],
  });
  const review = comment('at://ana/3', 'Great tea, slow delivery.', {
    kind: 'review',
    threadExternalId: 'at://ana/3',
    rating: 4,
  });
  await ingest({ ...place, events: [review] });
  const { items } = await listItems(admin, {});
  const itemId = items.find(({ kind }) => kind === 'comment')?.id ?? '';
  await claimItem(admin, { itemId });
  await markRead(admin, { itemId });
  await addNote(admin, { itemId, text: 'Asked the carrier. Réponse demain.' });
  await tagItem(admin, { itemId, add: ['livraison'] });
  const { undo } = await prioritizeItem(admin, { itemId, priority: 3 });
  await undoAct(admin, { undo: undo ?? '' });
  await saveView(admin, { name: 'Livraisons', filter: { status: ['open'] }, isShared: true });
  await learnWords(workspaceId, { settledMs: 0 });
  await seedRest({ ...place, itemId, memberId: admin.memberId, colleagueId: colleague.memberId, userId: admin.userId });
}

/** What the team and a pull do all day, so that it can be said again and again. */
async function recordBusy(workspaceId: string, admin: Caller): Promise<Statement[][]> {
  const { id: channelId } = await aChannel({ workspaceId, externalId: 'did:plc:seve' });
  await ingest({ workspaceId, channelId, posts, events: [comment(randomUUID(), 'Bonjour, une question.')] });
  const [item] = (await listItems(admin, {})).items;
  const itemId = item?.id ?? '';
  return await recordStatements(async () => {
    await ingest({ workspaceId, channelId, events: [comment(ROUND, 'Encore une question.', { createdAt: at(30) })] });
    await listItems(admin, {});
    await getItem(admin, { itemId });
    await getCounts(admin);
    await claimItem(admin, { itemId });
    await addNote(admin, { itemId, text: 'On it.' });
    await resolveItem(admin, { itemId });
    await reopenItem(admin, { itemId });
    await releaseItem(admin, { itemId });
  });
}
