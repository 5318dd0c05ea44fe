import { describe, expect, test } from 'vitest';
import type { FilledTemplate } from '#lib/networks/contract.ts';
import { whatsapp } from '#lib/networks/whatsapp/connector.ts';
import { messagesIn } from '../channel.ts';
import { aNumber } from './start.ts';

const HOUR_MS = 3_600_000;
const image = (bytes = 12) => ({
  bytes: new Uint8Array(bytes),
  mimeType: 'image/png',
  altText: '',
  publicUrl: 'https://parvis.test/1.png',
});

describe('replying on WhatsApp', () => {
  test('a reply quotes what it answers, and its id is that of the network’s reports', async () => {
    const number = await aNumber();
    const message = await number.asked();
    const { receipt } = await number.act('reply', message, { text: 'Bonjour Ana' });
    expect(number.answersTo(message.externalId)).toEqual(['Bonjour Ana']);
    const reports = await number.hear();
    expect(reports).toMatchObject([
      { type: 'message_delivery', externalId: receipt.externalId, state: 'sent' },
      { type: 'message_delivery', externalId: receipt.externalId, state: 'delivered' },
    ]);
  });

  test('whoever hides their number is answered by the id that the business knows them by', async () => {
    const number = await aNumber();
    const message = await number.asked({ fan: 'cachee', variant: 'hidden' });
    expect(message).toMatchObject({ author: { externalId: expect.stringMatching(/^FR\.\d+$/), handle: 'cachee' } });
    expect(message.reference).not.toHaveProperty('number');
    await number.act('reply', message, { text: 'Bonjour' });
    expect(number.answersTo(message.externalId)).toEqual(['Bonjour']);
  });

  test('a picture carries its words; words that are too long for it are a second message', async () => {
    const number = await aNumber();
    const message = await number.asked();
    await number.act('reply', message, { text: 'La voici', attachments: [image()] });
    const long = 'a'.repeat(1_025);
    const { action, receipt } = await number.act('reply', message, { text: long, attachments: [image()] });
    expect(number.answersTo(message.externalId)).toEqual(['La voici', '', long]);
    expect(Object.keys(action.progress)).toEqual(['part0', 'part1']);
    expect(await whatsapp.findPerformed(number.channel, action)).toEqual(receipt);
  });

  test('an answer of which one half is on the network is completed, not begun again', async () => {
    const number = await aNumber();
    const message = await number.asked();
    const { action } = await number.act('reply', message, { text: 'a'.repeat(1_025), attachments: [image()] });
    const { part0 = '' } = action.progress;
    const half = { ...action, progress: { part0 } };
    expect(await whatsapp.findPerformed(number.channel, half)).toBe('unknown');
    await whatsapp.perform(number.channel, half);
    expect(number.answersTo(message.externalId)).toHaveLength(3);
  });

  test('a picture that the network does not take is refused before anything is sent', async () => {
    const number = await aNumber();
    const message = await number.asked();
    for (const attachment of [image(5_000_001), { ...image(), mimeType: 'image/gif' }]) {
      await expect(number.act('reply', message, { text: '', attachments: [attachment] })).rejects.toMatchObject({
        reason: 'attachment_refused',
      });
    }
    expect(number.answersTo(message.externalId)).toEqual([]);
  });

  test('after 24 hours the network accepts a reply and reports that it was not delivered', async () => {
    const number = await aNumber();
    const message = await number.asked();
    number.pass(25 * HOUR_MS);
    await number.act('reply', message, { text: 'Trop tard' });
    expect(await number.hear()).toMatchObject([
      { state: 'failed', reason: 'window_closed', detail: expect.stringContaining('131047') },
    ]);
    expect(number.answersTo(message.externalId)).toEqual([]);
  });

  test('too many messages to one person wait six seconds', async () => {
    const number = await aNumber();
    const message = await number.asked();
    for (const n of Array.from({ length: 10 }).keys()) await number.act('reply', message, { text: `Réponse ${n}` });
    const before = number.channel.now().getTime();
    const error = await number.act('reply', message, { text: 'De trop' }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ kind: 'rate_limited', retryAt: expect.any(Date) });
    const { retryAt } = error as { retryAt: Date };
    expect(retryAt.getTime() - before).toBeLessThan(7_000);
  });
});

describe('other acts on WhatsApp', () => {
  test('a reply shows the person that they were read, and a message can be marked alone', async () => {
    const number = await aNumber();
    const message = await number.asked();
    expect(number.sandbox.publicPage()).not.toContain('<small>read</small>');
    await number.act('mark_read', message);
    expect(number.sandbox.publicPage()).toContain('<small>read</small>');
    const other = await number.asked({ fan: 'bo' });
    await number.act('reply', other, { text: 'Oui' });
    expect(number.sandbox.publicPage().split('<small>read</small>')).toHaveLength(3);
  });

  test('a person is blocked and unblocked; who wrote too long ago is not', async () => {
    const number = await aNumber();
    const message = await number.asked();
    await number.act('block', message);
    expect(number.isSet('block', message.externalId)).toBe(true);
    await number.act('unblock', message);
    expect(number.isSet('block', message.externalId)).toBe(false);
    number.pass(25 * HOUR_MS);
    await expect(number.act('block', message)).rejects.toMatchObject({ kind: 'refused', reason: 'window_closed' });
  });
});

describe('templates on WhatsApp', () => {
  const chosen = { id: '5940000000000001', name: 'reponse_commande', language: 'fr' };
  const values = { '2': 'demain', '1': 'Ana', 'header.1': 'MA-1' };

  test('a template is sent after the window, its values in the order of its text', async () => {
    const number = await aNumber();
    const message = await number.asked();
    number.pass(48 * HOUR_MS);
    await number.act('reply', message, { text: 'shown here', template: { ...chosen, values } });
    expect(number.answersTo(message.externalId)).toEqual([
      'Votre commande MA-1\n\nBonjour Ana, nous avons la réponse à votre question : demain. Écrivez-nous ici pour la suite.\n\nMaison Aubry, Lyon',
    ]);
    expect(await number.hear()).toMatchObject([{ state: 'sent' }, { state: 'delivered' }]);
  });

  test('what the network refuses of a template is said so, and nothing is sent', async () => {
    const number = await aNumber();
    const message = await number.asked();
    const refused: FilledTemplate[] = [
      { ...chosen, values: { '1': 'Ana', 'header.1': 'MA-1' } },
      { ...chosen, language: 'de', values },
      { id: '5940000000000005', name: 'soldes', language: 'fr', values: { '1': 'Ana' } },
    ];
    for (const template of refused) {
      await expect(number.act('reply', message, { text: 'x', template })).rejects.toMatchObject({
        kind: 'refused',
        reason: 'template_refused',
      });
    }
    expect(number.answersTo(message.externalId)).toEqual([]);
  });

  test('only approved templates that need text alone are listed', async () => {
    const number = await aNumber();
    const listed = await whatsapp.listTemplates?.(number.channel);
    expect(listed?.map(({ name }) => name)).toEqual(['reponse_commande', 'still_there', 'merci_de_votre_visite']);
  });
});

describe('files on WhatsApp', () => {
  const fileOf = async (number: Awaited<ReturnType<typeof aNumber>>) => {
    const { attachments = [] } = await number.asked({ text: 'Voyez', imageUrl: 'https://x.test/a.png' });
    return attachments[0]?.url ?? '';
  };

  test('a file is downloaded with the account’s token alone, and for five minutes', async () => {
    const number = await aNumber();
    const url = await fileOf(number);
    const opened = await whatsapp.openFile?.(number.channel, url);
    if (!opened) throw new Error('not opened');
    const { address, headers } = opened;
    expect((await fetch(address, { headers })).headers.get('content-type')).toBe('image/png');
    expect((await fetch(address)).status).toBe(401);
    number.pass(6 * 60_000);
    expect((await fetch(address, { headers })).status).toBe(404);
    const again = await whatsapp.openFile?.(number.channel, url);
    expect((await fetch(again?.address ?? '', { headers })).status).toBe(200);
  });

  test('after a week the network no longer has it', async () => {
    const number = await aNumber();
    const url = await fileOf(number);
    number.pass(8 * 24 * HOUR_MS);
    await expect(whatsapp.openFile?.(number.channel, url)).rejects.toMatchObject({ kind: 'gone' });
  });
});

test('a message of a kind that the network does not tell says so, and its sender is known', async () => {
  const number = await aNumber();
  const message = await number.asked({ variant: 'unsupported', text: 'jamais dit' });
  expect(message).toMatchObject({ text: '', variant: 'untold', author: { name: 'ana' } });
  expect(messagesIn(await number.hear())).toEqual([]);
});
