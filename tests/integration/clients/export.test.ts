import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { archiveWorkspace } from '#lib/clients/archive/archive-workspace.ts';
import { downloadExport } from '#lib/clients/export/download-export.ts';
import { listExports } from '#lib/clients/export/read-exports.ts';
import { runExports } from '#lib/clients/export/run-exports.ts';
import { startExport } from '#lib/clients/export/start-export.ts';
import { exportedTables } from '#lib/clients/export/tables.ts';
import { saveDraft } from '#lib/items/drafts/save-draft.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { deleteNote } from '#lib/items/notes/delete-note.ts';
import { uploadNoteFile } from '#lib/items/notes/files/upload-note-file.ts';
import { restrictItem } from '#lib/items/restrict-item.ts';
import { saveView } from '#lib/items/views/save-view.ts';
import { listAudit } from '#lib/workspaces/list-audit.ts';
import { aContact, aMember, aMessage, anItem, aWorkspace } from '#tests/support/factories.ts';
import { manyItems } from '#tests/support/many-items.ts';
import { database } from '#tests/support/owner-database.ts';

/** Tables that the export leaves out: secrets, sums, and what the product notes for itself or for one person. */
const LEFT_OUT = [
  'api_key',
  'audit_seal',
  'audit_unsealed',
  'bulk_job',
  'bulk_job_skip',
  'case_dismissal',
  'channel_check',
  'channel_check_line',
  'channel_credential',
  'channel_cursor',
  'channel_day_spend',
  'channel_finding',
  'channel_gap',
  'channel_spend',
  'channel_subscription',
  'channel_trial',
  'connect_attempt',
  'contact_erasure',
  'departure_item',
  'guest_link',
  'idempotency_key',
  'invitation',
  'invitation_channel',
  'item_channel_count',
  'item_count',
  'item_counter',
  'item_counter_delta',
  'item_mute',
  'item_read',
  'item_recheck',
  'item_request',
  'item_route',
  'language_progress',
  'live_stream',
  'member_channel',
  'member_day_off',
  'member_departure',
  'member_hours',
  'network_app',
  'note_mention',
  'notification',
  'notification_choice',
  'notification_delivery',
  'notification_setting',
  'presence',
  'push_delivery',
  'quota_use',
  'realtime_event',
  'rejected_event',
  'routing_absence',
  'routing_wait',
  'saved_reply_use',
  'search_progress',
  'search_word',
  'webhook_delivery',
  'workspace_erasure',
  'workspace_export',
  'workspace_export_part',
];

/** Downloads an export and unpacks it with the system's own tar. @returns how to read its files */
async function unpack(caller: Caller, exportId: string) {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-unpacked-'));
  const file = join(folder, 'workspace.tar.gz');
  const download = await downloadExport(caller, { exportId });
  const content = Buffer.from(await new Response(download.file).arrayBuffer());
  expect(content.length).toBe(download.bytes);
  await writeFile(file, content);
  execFileSync('tar', ['-xzf', file, '-C', folder]);
  return {
    text: async (name: string) => await readFile(join(folder, name), 'utf8'),
    rows: async (table: string) =>
      (await readFile(join(folder, 'json', `${table}.jsonl`), 'utf8'))
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    names: async (part: string) => await readdir(join(folder, part)),
    bytes: async (name: string) => await readFile(join(folder, name)),
    remove: async () => await rm(folder, { recursive: true }),
  };
}

test('each table of a workspace is in the export, or is left out for a reason', async () => {
  const rows = await database().prisma.$queryRaw<{ name: string }[]>`
    SELECT c.relname::text AS name FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspaceId' AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace`;
  const known = [...exportedTables.map(({ name }) => name), ...LEFT_OUT];
  expect(rows.map(({ name }) => name).sort()).toEqual(known.sort());
});

test('an admin gets everything of an archived workspace: JSON lines, CSV without formulas, files, and no secret', async () => {
  const { admin, workspaceId } = await aWorkspace({ name: 'Maison Lune' });
  const contact = await aContact({ workspaceId, name: '=HYPERLINK("http://evil.test")' });
  const item = await anItem({ workspaceId, contactId: contact.id });
  await restrictItem(admin, { itemId: item.id, memberIds: [] });
  const message = await aMessage({ workspaceId, itemId: item.id, text: 'Bonjour, « ça » va ?\nOui; =1+1' });
  await manyItems({ workspaceId, count: 1_200 });
  const { id: attachmentId } = await database().prisma.attachment.create({
    data: { workspaceId, messageId: message.id, kind: 'image', mimeType: 'image/png', bytes: Buffer.from('a picture') },
  });
  const plan = await uploadNoteFile(admin, { itemId: item.id, name: 'plan.txt', bytes: Buffer.from('a plan') });
  await addNote(admin, { itemId: item.id, text: 'Voici le plan.', fileIds: [plan.id] });
  const stranger = await aWorkspace({ name: 'Autre' });
  const theirs = await anItem({ workspaceId: stranger.workspaceId });
  await archiveWorkspace(admin, { name: 'Maison Lune', eraseAfterDays: 7, endsAccess: false });

  const { id } = await startExport(admin);
  expect((await startExport(admin)).id).toBe(id);
  await expect(downloadExport(admin, { exportId: id })).rejects.toMatchObject({ code: 'not_found' });
  await runExports();
  expect(await listExports(admin)).toMatchObject([{ id, state: 'done', tablesDone: exportedTables.length }]);
  const files = await unpack(admin, id);
  const items = await files.rows('item');
  expect(items).toHaveLength(await database().prisma.item.count({ where: { workspaceId } }));
  expect(new Set(items.map((row) => row.id)).size).toBe(items.length);
  expect(items.map((row) => row.id)).toContain(item.id);
  expect(items.map((row) => row.id)).not.toContain(theirs.id);
  expect((await files.rows('message')).map((row) => row.text)).toContain(message.text);
  expect(await files.text('csv/contact.csv')).toContain(`"'=HYPERLINK(""http://evil.test"")"`);
  expect(await files.text('csv/message.csv')).toContain(`"Bonjour, « ça » va ?\nOui; '=1+1"`);
  expect((await files.names('media')).sort()).toEqual([`${attachmentId}.png`, `${plan.id}.txt`].sort());
  expect((await files.bytes(`media/${plan.id}.txt`)).toString()).toBe('a plan');
  expect((await files.bytes(`media/${attachmentId}.png`)).toString()).toBe('a picture');
  expect(await files.rows('member')).toMatchObject([{ name: 'Inès Morel' }]);
  expect(await files.rows('audit_entry')).toContainEqual(expect.objectContaining({ act: 'workspace_archived' }));
  await files.remove();
  expect((await listAudit(admin)).entries.map(({ act }) => act)).toEqual([
    'workspace_export_downloaded',
    'workspace_exported',
    'workspace_archived',
    'noted',
    'restricted',
  ]);
});

test('what was deleted, and what one person has not shown to anybody, is not in an export', async () => {
  const { admin, workspaceId } = await aWorkspace();
  const author = await aMember({ workspaceId, role: 'manager' });
  const { id: itemId } = await anItem({ workspaceId });
  const upload = async (name: string) => (await uploadNoteFile(admin, { itemId, name, bytes: Buffer.from(name) })).id;
  const [kept, deleted] = [await upload('kept.txt'), await upload('deleted.txt')];
  await addNote(admin, { itemId, text: 'kept', fileIds: [kept] });
  await addNote(admin, { itemId, text: 'deleted', fileIds: [deleted] });
  const note = await database().prisma.note.findFirstOrThrow({ where: { workspaceId, text: 'deleted' } });
  await deleteNote(admin, { noteId: note.id });
  await upload('unsaved.txt');
  const write = { itemId, version: randomUUID(), replaces: [] };
  await saveDraft(admin, { ...write, mode: 'note', text: 'an unfinished note' });
  await saveDraft(author, { ...write, mode: 'reply', text: 'an unfinished reply', version: randomUUID() });
  await saveView(author, { name: 'private', filter: {} });
  await saveView(admin, { name: 'shared', filter: {}, isShared: true });

  const { id } = await startExport(admin);
  await runExports();
  const files = await unpack(admin, id);
  expect(await files.names('media')).toEqual([`${kept}.txt`]);
  expect((await files.rows('note_file')).map((row) => row.id)).toEqual([kept]);
  expect((await files.rows('note')).map((row) => row.text)).toEqual(['kept']);
  expect((await files.rows('draft')).map((row) => row.text)).toEqual(['an unfinished reply']);
  expect((await files.rows('saved_view')).map((row) => row.name)).toEqual(['shared']);
  await files.remove();
});

test('an export is for admins of its workspace, and until its day', async () => {
  const { admin, workspaceId } = await aWorkspace();
  const { id } = await startExport(admin);
  await runExports();
  const stranger = await aWorkspace();
  await expect(downloadExport(stranger.admin, { exportId: id })).rejects.toMatchObject({ code: 'not_found' });
  for (const role of ['lead', 'manager', 'client'] as const) {
    const member = await aMember({ workspaceId, role });
    await expect(downloadExport(member, { exportId: id })).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(startExport(member)).rejects.toMatchObject({ code: 'not_allowed' });
    // Whatever the code does, the rows do not show.
    await expect(listExports({ ...member, role: 'admin' })).resolves.toEqual([]);
  }
  await database().prisma.workspaceExport.updateMany({ where: { workspaceId }, data: { expiresAt: new Date() } });
  await expect(downloadExport(admin, { exportId: id })).rejects.toMatchObject({ code: 'not_found' });
  await runExports();
  expect(await database().prisma.workspaceExportPart.count({ where: { workspaceId } })).toBe(0);
});

test('an export whose worker died begins again and is whole; the dead worker’s parts are not in it', async () => {
  const { admin, workspaceId } = await aWorkspace();
  await manyItems({ workspaceId, count: 30 });
  const { id } = await startExport(admin);
  const { prisma } = database();
  // As a worker leaves it that was killed in the middle.
  await prisma.workspaceExport.updateMany({
    where: { workspaceId },
    data: {
      state: 'running',
      attemptId: randomUUID(),
      attempts: 1,
      tablesDone: 3,
      bytes: 4,
      leaseUntil: new Date(Date.now() + 60_000),
    },
  });
  for (const number of [1, 2]) {
    await prisma.workspaceExportPart.create({
      data: { workspaceId, exportId: id, number, bytes: Buffer.from('half') },
    });
  }
  await runExports();
  expect(await listExports(admin)).toMatchObject([{ state: 'running', bytes: 4 }]);
  await prisma.workspaceExport.updateMany({ where: { workspaceId }, data: { leaseUntil: new Date(Date.now() - 1) } });
  await Promise.all([runExports(), runExports()]);
  expect(await listExports(admin)).toMatchObject([{ id, state: 'done', tablesDone: exportedTables.length }]);
  const files = await unpack(admin, id);
  expect(await files.rows('item')).toHaveLength(30);
  await files.remove();
});

test('an export stops for good when its admin has lost the right meanwhile', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const other = await aMember({ workspaceId, role: 'admin' });
  await startExport(other);
  await database().prisma.member.update({
    where: { workspaceId_id: { workspaceId, id: other.memberId } },
    data: { role: 'manager' },
  });
  await runExports();
  expect(await listExports(admin)).toMatchObject([{ state: 'failed' }]);
});
