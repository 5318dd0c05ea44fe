import { expect, test } from 'vitest';
import { answerQuestionAsGuest, decideAsGuest } from '#lib/guests/answer-as-guest.ts';
import { readGuestPage } from '#lib/guests/read-guest-page.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { deleteNote } from '#lib/items/notes/delete-note.ts';
import { editNote } from '#lib/items/notes/edit-note.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { undoAct } from '#lib/items/undo-act.ts';
import { listNotifications } from '#lib/notifications/list-notifications.ts';
import { aLink, aWaitingTeam, contentOf, visit } from './a-guest.ts';

test('somebody without a seat answers a question once, as a note that no member changes', async () => {
  const { brand, cm, lead, admin } = await aWaitingTeam();
  const { itemId } = await brand.aComment();
  const { token } = await aLink(cm, { itemId, question: 'Avez-vous ce thé ?', guestName: 'Boutique Lyon' });
  expect(await contentOf(token)).toMatchObject({ question: 'Avez-vous ce thé ?', reply: null });
  await expect(answerQuestionAsGuest(visit(token), { text: '  ' })).rejects.toMatchObject({ code: 'text_empty' });
  await expect(decideAsGuest(visit(token), { answer: 'approved', digest: '' })).rejects.toMatchObject({
    code: 'guest_link_closed',
  });
  await answerQuestionAsGuest(visit(token), { text: 'Oui, depuis hier.' });
  expect(await readGuestPage(visit(token))).toMatchObject({ state: 'answered', answer: 'noted' });
  await expect(answerQuestionAsGuest(visit(token), { text: 'Encore' })).rejects.toMatchObject({
    code: 'guest_link_closed',
  });

  const { notes, history } = await getItem(lead, { itemId });
  expect(notes).toMatchObject([{ text: 'Oui, depuis hier.', guest: 'Boutique Lyon', member: { name: 'Camille' } }]);
  const noteId = notes[0]?.id ?? '';
  for (const caller of [cm, lead, admin]) {
    await expect(editNote(caller, { noteId, text: 'Non' })).rejects.toMatchObject({ code: 'not_allowed' });
  }
  await expect(deleteNote(cm, { noteId })).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(
    asMember(cm, async (tx) => await tx.note.updateMany({ where: { id: noteId }, data: { text: 'Non' } })),
  ).rejects.toThrow(/cannot be changed/);
  expect(history.find(({ act }) => act === 'guest_answered')).toMatchObject({ actor: 'guest', canUndo: false });
  const entry = history.find(({ act }) => act === 'guest_answered');
  await expect(undoAct(cm, { undo: entry?.id ?? '' })).rejects.toMatchObject({ code: 'nothing_to_undo' });
  expect((await listNotifications(cm)).notifications.map(({ kind }) => kind)).toEqual(['guest_answered']);
  expect(brand.answers()).toEqual([]);
});

test('a question needs words', async () => {
  const { brand, cm } = await aWaitingTeam();
  const { itemId } = await brand.aComment();
  await expect(aLink(cm, { itemId, question: '  ' })).rejects.toMatchObject({ code: 'text_empty' });
});
