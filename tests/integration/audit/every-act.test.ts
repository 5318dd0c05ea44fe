import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Operation } from '#lib/api/operation.ts';
import { operations } from '#lib/api/operations.ts';
import type { Caller } from '#lib/caller.ts';
import { asMember, inWorkspace } from '#lib/db/in-workspace.ts';
import { saveContactField } from '#lib/contacts/fields/save-field.ts';
import { setFieldValue } from '#lib/contacts/fields/set-field-value.ts';
import { joinContacts } from '#lib/contacts/joins/join-contacts.ts';
import { addContactNote } from '#lib/items/contacts/add-contact-note.ts';
import { tagContact } from '#lib/items/contacts/tag-contact.ts';
import { createGuidance } from '#lib/guidance/create-guidance.ts';
import { makePromise } from '#lib/items/promises/make-promise.ts';
import { makeGuestLink } from '#lib/guests/make-guest-link.ts';
import { uploadNoteFile } from '#lib/items/notes/files/upload-note-file.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { saveView } from '#lib/items/views/save-view.ts';
import { openCase } from '#lib/items/cases/open-case.ts';
import { fillFields } from '#lib/items/fields/fill-fields.ts';
import { saveField } from '#lib/items/fields/save-field.ts';
import { saveReplyField } from '#lib/saved-replies/fields/save-reply-field.ts';
import { saveSavedReply } from '#lib/saved-replies/save-saved-reply.ts';
import { createApiKey } from '#lib/workspaces/api-keys/create-api-key.ts';
import { inviteMember } from '#lib/workspaces/invitations/invite-member.ts';
import { saveTeam } from '#lib/items/team/save-team.ts';
import { listAudit } from '#lib/workspaces/list-audit.ts';
import { arbitraryOf } from '#tests/integration/api/arbitrary-of.ts';
import { anApiKey, serveApi } from '#tests/support/api-server.ts';
import {
  aChannel,
  aContact,
  aMember,
  aMessage,
  anItem,
  aTag,
  aWaitingReply,
  aWorkspace,
} from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { sumTables } from '#tests/support/sum-tables.ts';

const api = await serveApi();

const OWN_STATE = 'what a reader’s own screen remembers, and no one else sees';
const MACHINE = 'the product writes it by itself';
const IN_HISTORY = 'written with the history of its item, by the one writer of items or beside it';
const LIMITS = 'how much was used of a limit';

/** Tables of a workspace that leave no line by themselves, each with the reason. */
const quiet: Record<string, string> = {
  attachment: 'an upload is nothing until a reply uses it',
  note_file: 'a file is nothing until a note has it, and the note leaves a line',
  audit_entry: 'the log itself',
  audit_seal: 'the log itself',
  audit_unsealed: 'the log itself',
  bulk_job: 'how far an act on many items is; what it does is in their histories',
  bulk_job_skip: MACHINE,
  channel_check: 'written with the line of the act that begins it, or by the product itself',
  channel_check_line: MACHINE,
  channel_credential: MACHINE,
  channel_cursor: MACHINE,
  channel_finding: MACHINE,
  channel_spend: LIMITS,
  channel_day_spend: LIMITS,
  channel_subscription: MACHINE,
  channel_trial: 'that somebody waits for a message; the message itself is what comes',
  connect_attempt: 'a connection that was begun; what it leads to leaves a line',
  departure_item: OWN_STATE,
  draft: 'what a member has not sent; what is sent is in the history of its item',
  idempotency_key: LIMITS,
  item: IN_HISTORY,
  item_channel_count: MACHINE,
  item_count: MACHINE,
  item_counter: MACHINE,
  item_counter_delta: MACHINE,
  item_history: 'the log itself',
  item_read: OWN_STATE,
  item_recheck: MACHINE,
  item_route: MACHINE,
  language_progress: MACHINE,
  live_stream: OWN_STATE,
  member_departure: OWN_STATE,
  message: IN_HISTORY,
  message_version: MACHINE,
  item_mute: OWN_STATE,
  notification: OWN_STATE,
  notification_choice: OWN_STATE,
  notification_delivery: MACHINE,
  push_delivery: MACHINE,
  notification_setting: OWN_STATE,
  post: MACHINE,
  presence: OWN_STATE,
  quota_use: LIMITS,
  realtime_event: MACHINE,
  routing_absence: MACHINE,
  routing_wait: MACHINE,
  saved_reply_use: 'how often a saved reply was inserted; what is sent is in the history of its item',
  search_progress: MACHINE,
  search_word: MACHINE,
  tombstone: MACHINE,
};

/** What a lease that is renewed changes, and what is written by using a key: neither is an act of its own. */
const ignoredColumns = ['claimedUntil', 'version', 'lastUsedAt'];

async function tablesOfWorkspaces(): Promise<{ name: string; isAudited: boolean }[]> {
  return await database().prisma.$queryRaw`
    SELECT c.relname AS name, EXISTS (
      SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'leave_a_line' AND t.tgenabled = 'O') AS "isAudited"
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE (a.attname = 'workspaceId' OR a.attname = 'organizationId' AND c.relname <> 'workspace') AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND c.relnamespace = 'public'::regnamespace ORDER BY 1`;
}

/** A workspace with a row of most kinds, and the ids by which the API's paths name them. */
async function aFilledWorkspace() {
  const { workspaceId, slug, admin } = await aWorkspace();
  const colleague = await aMember({ workspaceId });
  const channel = await aChannel({ workspaceId, status: 'paused' });
  const item = await anItem({ workspaceId, channelId: channel.id });
  const message = await aMessage({ workspaceId, itemId: item.id });
  const tag = await aTag({ workspaceId, name: 'delivery', itemId: item.id });
  const { noteId } = await addNote(admin, { itemId: item.id, text: 'a note' });
  const file = await uploadNoteFile(admin, { itemId: item.id, name: 'a file', bytes: new Uint8Array([97]) });
  const guest = {
    actionId: null,
    question: 'When?',
    guestName: 'a guest',
    email: null,
    language: 'fr',
    days: 1,
  } as const;
  const link = await makeGuestLink(admin, { ...guest, itemId: item.id });
  const opened = await openCase(admin, { itemIds: [item.id], title: 'a case' });
  const dueAt = new Date(Date.now() + 86_400_000);
  const { promiseId } = await makePromise(admin, { itemId: item.id, text: 'a promise', dueAt });
  const view = await saveView(admin, { name: 'a view', filter: {}, isShared: true });
  const invitation = await inviteMember(admin, { email: `${randomUUID()}@example.test`, role: 'manager' });
  const team = await saveTeam(admin, { name: 'a team', memberIds: [colleague.memberId] });
  const words = { title: 'a reply', folder: '', fr: 'Bonjour', en: 'Hello' };
  const saved = await saveSavedReply(admin, { ...words, isShared: false });
  const field = await saveReplyField(admin, { name: 'phone', fr: '01', en: '01' });
  const itemField = await saveField(admin, { name: 'Reason', kind: 'text', itemKinds: ['review'] });
  await fillFields(admin, { itemId: item.id, fields: [{ fieldId: itemField.id, value: 'none' }] });
  const guidance = await createGuidance(admin, { about: { tagId: tag.id }, fr: 'guidance' });
  const rule = await database().prisma.approvalRule.create({ data: { workspaceId, name: 'a rule' } });
  const action = await aWaitingReply({
    workspaceId,
    itemId: item.id,
    targetId: message.id,
    memberId: colleague.memberId,
  });
  const apiKey = await createApiKey(admin, { name: 'a key' });
  const { key } = await anApiKey(admin);
  const person = await aContact({ workspaceId, network: 'x' });
  const { joins } = await joinContacts(admin, { contactId: item.contactId, otherId: person.id });
  const { notes } = await addContactNote(admin, { contactId: person.id, text: 'a note' });
  await tagContact(admin, { contactId: person.id, add: ['press'] });
  const fact = await saveContactField(admin, { name: 'number', kind: 'text', choices: [] });
  await setFieldValue(admin, { contactId: person.id, fieldId: fact.id, value: '1' });
  const ids: Record<string, string> = {
    channelId: channel.id,
    itemId: item.id,
    messageId: message.id,
    tagId: tag.id,
    noteId,
    fileId: file.id,
    linkId: link.id,
    promiseId,
    viewId: view.id,
    invitationId: invitation.id,
    apiKeyId: apiKey.id,
    memberId: colleague.memberId,
    teamId: team.id,
    savedReplyId: saved.id,
    fieldId: field.id,
    itemFieldId: itemField.id,
    caseId: opened.case?.id ?? '',
    ruleId: rule.id,
    guidanceId: guidance.id,
    actionId: action.id,
    contactId: person.id,
    contactFieldId: fact.id,
    contactNoteId: notes[0]?.id ?? '',
    joinId: joins[0]?.id ?? '',
  };
  return { workspaceId, slug, admin, key, ids };
}

async function countLines(workspaceId: string): Promise<number> {
  const where = { workspaceId };
  const { prisma } = database();
  return (await prisma.auditEntry.count({ where })) + (await prisma.itemHistory.count({ where }));
}

test('every table of a workspace or its organization leaves a line when a member changes it, or is quiet for a reason', async () => {
  const tables = await tablesOfWorkspaces();
  const silent = tables.filter(({ name, isAudited }) => !isAudited && !(name in quiet));
  expect(silent.map(({ name }) => name)).toEqual([]);
});

test.each([
  'saved_view',
  'tag',
  'note',
  'member',
  'api_key',
  'invitation',
  'channel',
  'item_tag',
  'contact',
  'identity',
  'team',
  'saved_reply',
  'reply_field',
  'item_field',
  'item_case',
  'approval_rule',
  'guidance',
  'guidance_version',
  'approval',
  'guest_link',
  'item_promise',
  'contact_join',
  'contact_tag',
  'contact_note',
  'contact_field',
  'contact_field_value',
])('a member who changes "%s" by any statement leaves one line that names it', async (table) => {
  const { workspaceId, admin } = await aFilledWorkspace();
  const before = await countLines(workspaceId);
  const change = (caller: Caller) =>
    asMember(caller, (tx) => tx.$executeRawUnsafe(`UPDATE "${table}" SET "workspaceId" = "workspaceId"`));
  expect(await change(admin)).toBeGreaterThan(0);
  expect(await countLines(workspaceId)).toBe(before + 1);
  const { entries } = await listAudit(admin);
  expect(entries[0]).toMatchObject({ act: 'record_changed', subject: table, member: { id: admin.memberId } });
  // What the product does by itself is no member's act.
  await inWorkspace(workspaceId, (tx) => tx.$executeRawUnsafe(`UPDATE "${table}" SET "workspaceId" = "workspaceId"`));
  expect(await countLines(workspaceId)).toBe(before + 1);
});

const acts = operations.filter(({ method }) => method !== 'GET').map((operation) => [operation.id, operation] as const);
const changed: string[] = [];

afterAll(() => {
  // The walk proves nothing if every request was refused.
  expect(changed.length).toBeGreaterThan(12);
});

test.each(acts)('%s leaves a line whenever it changes something', async (id, operation) => {
  const place = await aFilledWorkspace();
  const ids = fc.constantFrom(...Object.values(place.ids));
  const bodies = fc.sample(arbitraryOf(operation.body, ids), { numRuns: 4, seed: 11 });
  for (const body of [...bodies, {}]) await sendAndCompare(operation, place, body);
  expect(id).toBe(operation.id);
});

async function sendAndCompare(
  operation: Operation,
  { workspaceId, slug, key, ids }: Awaited<ReturnType<typeof aFilledWorkspace>>,
  body: unknown,
): Promise<void> {
  const sum = () =>
    sumTables(workspaceId, {
      isWatched: (table) => !(table in quiet) || table === 'item',
      ignoredColumns,
    });
  const [before, lines] = [await sum(), await countLines(workspaceId)];
  const below = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? randomUUID());
  const takesBody = operation.method === 'POST' || operation.method === 'PATCH';
  const response = await fetch(`${api.origin}/api/v1/workspaces/${slug}${below && `/${below}`}`, {
    method: operation.method,
    headers: { authorization: `Bearer ${key}`, 'content-type': operation.takes ? 'image/png' : 'application/json' },
    ...(takesBody ? { body: operation.takes ? new Uint8Array(8) : JSON.stringify(body ?? {}) } : {}),
  });
  const answer = await response.text();
  if ((await sum()) === before) return;
  changed.push(operation.id);
  expect(
    await countLines(workspaceId),
    `${operation.id} answered ${response.status} ${answer.slice(0, 200)}`,
  ).toBeGreaterThan(lines);
}
