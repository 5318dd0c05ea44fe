import { afterAll, expect, test } from 'vitest';
import { readGuestFile } from '#lib/guests/read-guest-file.ts';
import { readGuestPage } from '#lib/guests/read-guest-page.ts';
import { revokeGuestLink } from '#lib/guests/revoke-guest-link.ts';
import { uploadAttachment } from '#lib/outbox/attachments/upload-attachment.ts';
import { reply } from '#lib/outbox/reply.ts';
import { startMailServer } from '#tests/support/mail-server.ts';
import { aLink, aWaitingTeam, contentOf, linkRow, visit } from './a-guest.ts';

const mail = await startMailServer();
process.env.SMTP_URL = mail.url;
process.env.PUBLIC_URL = 'https://inbox.example.test';
afterAll(mail.stop);

const gif = new Uint8Array(Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'));

test('the link is emailed in the language of the guest, and says nothing of what was written', async () => {
  const { lead, aReply } = await aWaitingTeam();
  const { itemId, actionId } = await aReply('Un secret de la réponse');
  const link = await aLink(lead, { itemId, actionId, email: 'cliente@example.test' });
  expect(link.mail).toBe('sent');
  const { to, body } = await mail.nextEmail();
  expect(to).toBe('cliente@example.test');
  const sent = /https:\/\/inbox\.example\.test\/guest\/(\S+)/.exec(body)?.[1] ?? '';
  expect(await readGuestPage(visit(sent))).toMatchObject({ state: 'open' });
  expect(body).toContain('Bonjour Mme Client');
  expect(body).not.toContain('secret');
  expect(await linkRow(link.id)).toMatchObject({ email: 'cliente@example.test' });
  expect(JSON.stringify(await linkRow(link.id))).not.toContain(sent);
});

test('a link that could not be emailed is there for the member to pass on', async () => {
  const { lead, aReply } = await aWaitingTeam();
  const { itemId, actionId } = await aReply();
  mail.answerNext('550 no such person');
  const link = await aLink(lead, { itemId, actionId, email: 'nobody@example.test' });
  expect(link.mail).toBe('failed');
  expect(await readGuestPage(visit(link.token))).toMatchObject({ state: 'open' });
});

test('a guest sees the pictures of the proposed reply, none of another one, and none once the link is closed', async () => {
  const { brand, cm, lead } = await aWaitingTeam();
  const propose = async (name: string) => {
    const { itemId } = await brand.aComment('Une photo ?', { name });
    const { id } = await uploadAttachment(cm, { bytes: gif, altText: 'Une théière' });
    const { action } = await reply(cm, { itemId, text: 'La voici', attachmentIds: [id] });
    return { itemId, actionId: action.id, pictureId: id };
  };
  const [own, other] = [await propose('eva'), await propose('tom')];
  const { id, token } = await aLink(lead, own);
  const { reply: proposed } = await contentOf(token);
  expect(proposed?.files).toEqual([{ file: own.pictureId, kind: 'image', altText: 'Une théière' }]);
  const picture = await readGuestFile(visit(token), own.pictureId);
  expect(picture?.mimeType).toBe('image/gif');
  expect(Buffer.from(picture?.bytes ?? []).equals(gif)).toBe(true);
  expect(await readGuestFile(visit(token), other.pictureId)).toBeNull();
  const second = await reply(cm, {
    itemId: own.itemId,
    text: 'Et encore',
    attachmentIds: [(await uploadAttachment(cm, { bytes: gif })).id],
  });
  const waitingBeside = await contentOf((await aLink(lead, { itemId: own.itemId, actionId: second.action.id })).token);
  expect(await readGuestFile(visit(token), waitingBeside.reply?.files[0]?.file ?? '')).toBeNull();
  await revokeGuestLink(lead, { linkId: id });
  expect(await readGuestFile(visit(token), own.pictureId)).toBeNull();
});
