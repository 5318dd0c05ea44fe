import { expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { deleteLeftovers } from '#lib/erasure/delete-leftovers.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { listDrafts } from '#lib/items/drafts/list-drafts.ts';
import { saveDraft } from '#lib/items/drafts/save-draft.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { deleteNote } from '#lib/items/notes/delete-note.ts';
import { readNoteFile } from '#lib/items/notes/files/read-note-file.ts';
import { uploadNoteFile } from '#lib/items/notes/files/upload-note-file.ts';
import { NOTE_FILE_LIMIT, NOTE_FILES_LIMIT } from '#lib/items/notes/types.ts';
import { undoAct } from '#lib/items/undo-act.ts';
import { uploadAttachment } from '#lib/outbox/attachments/upload-attachment.ts';
import { reply } from '#lib/outbox/reply.ts';
import { stockLimits } from '#lib/quotas/limits.ts';
import { anApiKey, startApi } from '#tests/support/api-server.ts';
import { aChannel, aMember, anItem, aMessage, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { aMemberOf, makeConfidential } from '../access/hidden-world.ts';

const gif = new Uint8Array(Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'));
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));
const pdf = bytesOf('%PDF-1.7\n%âãÏÓ\n');

async function aPlace() {
  const { workspaceId, slug, admin } = await aWorkspace();
  const channel = await aChannel({ workspaceId });
  const item = await anItem({ workspaceId, channelId: channel.id });
  await aMessage({ workspaceId, itemId: item.id, externalId: 'message' });
  const cm = await aMember({ workspaceId });
  return { workspaceId, slug, admin, cm, channelId: channel.id, itemId: item.id };
}

const upload = async (caller: Caller, itemId: string, name = 'a.txt', bytes = bytesOf('text')) =>
  await uploadNoteFile(caller, { itemId, name, bytes });

test('a note has its files in order, for all who see its item; what is not saved is its uploader’s alone', async () => {
  const { cm, admin, itemId } = await aPlace();
  const picture = await upload(cm, itemId, 'capture.gif', gif);
  const text = await upload(cm, itemId, 'numéros.csv', bytesOf('a;b\n1;2'));
  await expect(readNoteFile(admin, { fileId: text.id })).rejects.toMatchObject({ code: 'not_found' });
  expect((await readNoteFile(cm, { fileId: text.id })).name).toBe('numéros.csv');
  // No words are needed beside a file.
  await addNote(cm, { itemId, text: '', fileIds: [text.id, picture.id] });
  const { notes } = await getItem(admin, { itemId });
  expect(notes).toMatchObject([{ text: '', files: [text, picture] }]);
  expect(await readNoteFile(admin, { fileId: picture.id })).toMatchObject({ mimeType: 'image/gif', isShown: true });
  await expect(addNote(cm, { itemId, text: '' })).rejects.toMatchObject({ code: 'text_empty' });
});

test.each<[string, Uint8Array<ArrayBuffer>, string | null, string?]>([
  ['photo.exe', gif, 'image/gif', 'photo.exe.gif'],
  ['facture.PDF', pdf, 'application/pdf', 'facture.PDF'],
  ['notes.md', bytesOf('# Titre\n\tligne\r\n'), 'text/plain', 'notes.md'],
  ['../../etc/passwd', bytesOf('x'), 'text/plain', 'passwd.txt'],
  ['a\u202Egpj.exe', bytesOf('x'), 'text/plain', 'agpj.exe.txt'],
  ['..', bytesOf('x'), 'text/plain', 'file.txt'],
  ['page.html', bytesOf('<script>alert(1)</script>'), null],
  ['page.txt', bytesOf('  \n<!doctype html><p>'), null],
  ['image.svg', bytesOf('<svg xmlns="http://www.w3.org/2000/svg"/>'), null],
  ['run.txt', bytesOf('#!/bin/sh\nrm -rf /'), null],
  ['archive.txt', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), null],
  ['program.png', new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0]), null],
  ['latin.txt', new Uint8Array([0xe9, 0x20, 0xe0]), null],
  ['empty.txt', new Uint8Array(), null],
])('what a file is, its content says, and its name follows: %s', async (name, bytes, mimeType, shownName) => {
  const { cm, itemId } = await aPlace();
  const uploaded = upload(cm, itemId, name, bytes);
  if (mimeType === null) await expect(uploaded).rejects.toMatchObject({ code: 'invalid' });
  else expect(await uploaded).toMatchObject({ mimeType, name: shownName });
});

test('no reply can carry the file of a note, and no note the picture of a reply', async () => {
  const { cm, itemId } = await aPlace();
  const file = await upload(cm, itemId, 'a.gif', gif);
  const picture = await uploadAttachment(cm, { bytes: gif });
  await expect(reply(cm, { itemId, text: 'Oui', attachmentIds: [file.id] })).rejects.toMatchObject({});
  await expect(addNote(cm, { itemId, text: 'x', fileIds: [picture.id] })).rejects.toMatchObject({ code: 'not_found' });
  expect(await database().prisma.attachment.count({ where: { id: file.id } })).toBe(0);
});

test('a file belongs to its uploader, its item and one note', async () => {
  const { workspaceId, cm, admin, itemId } = await aPlace();
  const other = await anItem({ workspaceId });
  const { id } = await upload(cm, itemId);
  const attach = async (caller: Caller, to: string) => await addNote(caller, { itemId: to, text: 'x', fileIds: [id] });
  await expect(attach(admin, itemId)).rejects.toMatchObject({ code: 'not_found' });
  await expect(attach(cm, other.id)).rejects.toMatchObject({ code: 'not_found' });
  const ends = await Promise.allSettled(Array.from({ length: 6 }, () => attach(cm, itemId)));
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await getItem(cm, { itemId })).notes).toHaveLength(1);
  const many = await Promise.all(Array.from({ length: NOTE_FILES_LIMIT + 1 }, () => upload(cm, itemId)));
  await expect(addNote(cm, { itemId, text: 'x', fileIds: many.map((file) => file.id) })).rejects.toMatchObject({
    code: 'too_many',
  });
});

test('files of hidden and confidential items, of deleted notes and of other workspaces are not found', async () => {
  const { workspaceId, admin, cm, itemId } = await aPlace();
  const { id: fileId } = await upload(admin, itemId);
  const { noteId } = await addNote(admin, { itemId, text: 'x', fileIds: [fileId] });
  const stranger = await aPlace();
  const elsewhere = await aMemberOf(workspaceId, [(await aChannel({ workspaceId })).id]);
  for (const caller of [stranger.admin, elsewhere]) {
    await expect(readNoteFile(caller, { fileId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(upload(caller, itemId)).rejects.toMatchObject({ code: 'not_found' });
  }
  await readNoteFile(cm, { fileId });
  await makeConfidential(itemId, [admin.memberId]);
  await expect(readNoteFile(cm, { fileId })).rejects.toMatchObject({ code: 'not_found' });
  const deleted = await deleteNote(admin, { noteId });
  await expect(readNoteFile(admin, { fileId })).rejects.toMatchObject({ code: 'not_found' });
  await undoAct(admin, { undo: deleted.undo ?? '' });
  await readNoteFile(admin, { fileId });
  await database().prisma.item.delete({ where: { workspaceId_id: { workspaceId, id: itemId } } });
  expect(await database().prisma.noteFile.count({ where: { workspaceId } })).toBe(0);
});

test('a draft keeps its files, and what no note and no draft needs is deleted after a day', async () => {
  const { workspaceId, cm, itemId } = await aPlace();
  const [kept, unused, attached] = await Promise.all([upload(cm, itemId), upload(cm, itemId), upload(cm, itemId)]);
  await addNote(cm, { itemId, text: 'x', fileIds: [attached.id] });
  const draft = { itemId, mode: 'note' as const, version: crypto.randomUUID(), replaces: [], text: '' };
  await saveDraft(cm, { ...draft, attachmentIds: [kept.id] });
  expect((await listDrafts(cm, { itemId })).own).toMatchObject([{ attachments: [{ id: kept.id, altText: 'a.txt' }] }]);
  await database().prisma.noteFile.updateMany({ where: { workspaceId }, data: { createdAt: new Date(0) } });
  await deleteLeftovers();
  const left = await database().prisma.noteFile.findMany({ where: { workspaceId }, select: { id: true } });
  expect(left.map(({ id }) => id).sort()).toEqual([kept.id, attached.id].sort());
  expect(left.map(({ id }) => id)).not.toContain(unused.id);
});

test('the files of a note come back with it for thirty days after it was deleted', async () => {
  const { workspaceId, cm, itemId } = await aPlace();
  const deletedBefore = async (days: number) => {
    const file = await upload(cm, itemId);
    const { noteId } = await addNote(cm, { itemId, text: 'x', fileIds: [file.id] });
    await deleteNote(cm, { noteId });
    const deletedAt = new Date(Date.now() - days * 24 * 3_600_000);
    await database().prisma.note.updateMany({ where: { workspaceId, id: noteId }, data: { deletedAt } });
    return file.id;
  };
  const [kept] = [await deletedBefore(29), await deletedBefore(31)];
  await deleteLeftovers();
  const left = await database().prisma.noteFile.findMany({ where: { workspaceId }, select: { id: true } });
  expect(left).toEqual([{ id: kept }]);
});

test('an item and a member have no more than their quotas', async () => {
  const { workspaceId, cm, itemId } = await aPlace();
  const { limit } = stockLimits.note_files_of_item;
  await database().prisma.$executeRaw`
    INSERT INTO "note_file" ("workspaceId", "itemId", "uploaderId", "name", "mimeType", "size", "bytes")
    SELECT ${workspaceId}::uuid, ${itemId}::uuid, ${cm.memberId}::uuid, 'x', 'text/plain', 1, 'x'
    FROM generate_series(1, ${limit - 2}::int)`;
  const ends = await Promise.allSettled(Array.from({ length: 8 }, () => upload(cm, itemId)));
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  await expect(upload(cm, itemId)).rejects.toMatchObject({
    code: 'quota_reached',
    values: { quota: 'note_files_of_item' },
  });
  const large = new Uint8Array(NOTE_FILE_LIMIT + 1).fill(97);
  await expect(upload(cm, itemId, 'x', large)).rejects.toMatchObject({ code: 'too_many' });
});

test('over HTTP a picture is shown, anything else is stored, and none of them runs', async () => {
  const api = await startApi();
  const { slug, cm, itemId } = await aPlace();
  const { key } = await anApiKey(cm);
  const at = `${api.origin}/api/v1/workspaces/${slug}`;
  const headers = { authorization: `Bearer ${key}` };
  const send = async (name: string, body: Uint8Array<ArrayBuffer>) => {
    const response = await fetch(`${at}/items/${itemId}/note-files?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/octet-stream' },
      body,
    });
    expect(response.status).toBe(201);
    const { id } = (await response.json()) as { id: string };
    return await fetch(`${at}/note-files/${id}`, { headers });
  };
  const picture = await send('a.gif', gif);
  expect(picture.headers.get('content-disposition')).toBe("inline; filename*=UTF-8''a.gif");
  expect(new Uint8Array(await picture.arrayBuffer())).toEqual(gif);
  const text = await send("l'été.pdf", pdf);
  expect(text.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''l%27%C3%A9t%C3%A9.pdf");
  for (const response of [picture, text]) {
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(response.headers.get('cache-control')).toContain('private');
  }
  await api.stop();
});
