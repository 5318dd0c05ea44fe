import { afterAll, describe, expect, test } from 'vitest';
import { getItem } from '#lib/items/detail/get-item.ts';
import { keepFiles, remindOfFiles } from '#lib/items/files/keep-files.ts';
import { readMedia } from '#lib/media/read-media.ts';
import { checkAction } from '#lib/outbox/check-action.ts';
import { editReply } from '#lib/outbox/approval/edit-reply.ts';
import { reply } from '#lib/outbox/reply.ts';
import { retryAction } from '#lib/outbox/retry-action.ts';
import { sendAction } from '#lib/outbox/send-action.ts';
import { listReplyTemplates } from '#lib/outbox/templates/list-reply-templates.ts';
import { editGuardRails } from '#lib/saved-replies/guard-rails/edit-guard-rails.ts';
import { getGuardRails } from '#lib/saved-replies/guard-rails/get-guard-rails.ts';
import { processDeliveries } from '#lib/sync/deliveries/process-deliveries.ts';
import { receiveDelivery } from '#lib/sync/deliveries/receive-delivery.ts';
import { createSandbox } from '#sandbox/whatsapp/sandbox.ts';
import { database } from '#tests/support/owner-database.ts';
import { aSandboxChannel, serveSandbox } from './sandbox-channel.ts';

process.env.PARVIS_UNDO_SECONDS = '0';

const { server, sandbox, faults } = await serveSandbox('whatsapp', createSandbox);
afterAll(async () => await server.stop());

const HOUR_MS = 3_600_000;
let fans = 0;

const channel = await aSandboxChannel('whatsapp', sandbox);
const { admin, channelRef, workspaceId } = channel;

/** Brings what the network has pushed, as its webhooks do. */
async function hear() {
  for (const request of sandbox.takeDeliveries())
    expect(await receiveDelivery({ network: 'whatsapp' }, request)).toMatchObject({ status: 200 });
  await processDeliveries(channelRef);
}

/** Somebody writes to the number. */
async function aConversation(
  text = 'Bonjour, vous livrez le samedi ?',
  given: { agoMs?: number; imageUrl?: string } = {},
) {
  fans += 1;
  const fan = `fan${fans}`;
  const asked = sandbox.fanWrites({ kind: 'message', text, fan, ...given });
  await hear();
  const { itemId } = await database().prisma.message.findFirstOrThrow({ where: { workspaceId, externalId: asked } });
  return {
    fan,
    asked,
    itemId,
    read: async () => (await getItem(admin, { itemId })).messages,
    status: async () => (await getItem(admin, { itemId })).item.status,
    send: async (input: Omit<Parameters<typeof reply>[1], 'itemId'>) => {
      const { action } = await reply(admin, { itemId, ...input });
      await sendAction({ workspaceId, actionId: action.id });
      return action.id;
    },
    action: async (id: string) =>
      await database().prisma.action.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id } } }),
  };
}

describe('a conversation on WhatsApp', () => {
  test('a message comes by webhook, is answered, and the answer shows how far it came', async () => {
    const talk = await aConversation();
    expect(await talk.read()).toMatchObject([{ direction: 'inbound', text: 'Bonjour, vous livrez le samedi ?' }]);
    await talk.send({ text: 'Oui, le matin.' });
    expect(sandbox.answersTo(talk.asked)).toEqual(['Oui, le matin.']);
    expect((await talk.read()).at(-1)).toMatchObject({ state: 'sent', delivery: null });
    await hear();
    expect((await talk.read()).at(-1)).toMatchObject({ state: 'sent', delivery: { state: 'delivered' } });
    sandbox.fanReads?.(talk.asked);
    await hear();
    expect((await talk.read()).at(-1)).toMatchObject({ delivery: { state: 'read' } });
  });

  test('statuses that come late or twice take nothing back', async () => {
    const talk = await aConversation();
    await talk.send({ text: 'Oui.' });
    sandbox.fanReads?.(talk.asked);
    const deliveries = sandbox.takeDeliveries().toReversed();
    for (const request of [...deliveries, ...deliveries]) {
      await receiveDelivery({ network: 'whatsapp' }, request);
      await processDeliveries(channelRef);
    }
    expect((await talk.read()).at(-1)).toMatchObject({ state: 'sent', delivery: { state: 'read' } });
  });

  test('who is answered sees that they were read', async () => {
    const talk = await aConversation('Lu avant?');
    const shown = () => sandbox.publicPage().match(/<li><strong>[^<]*<\/strong> Lu avant\? <small>read<\/small>/);
    expect(shown()).toBeNull();
    await talk.send({ text: 'Oui.' });
    expect(shown()).not.toBeNull();
  });

  test('a reply of unknown end is confirmed by what the network tells of it, and not sent twice', async () => {
    const talk = await aConversation();
    faults.failNext('write', { kind: 'cut', when: 'after' });
    const id = await talk.send({ text: 'Oui, le samedi aussi.' });
    expect(await talk.action(id)).toMatchObject({ state: 'queued', lookFirst: true });
    await hear();
    await sendAction({ workspaceId, actionId: id });
    expect(await talk.action(id)).toMatchObject({ state: 'done' });
    expect(sandbox.answersTo(talk.asked)).toEqual(['Oui, le samedi aussi.']);
    expect((await talk.read()).at(-1)).toMatchObject({ state: 'sent', delivery: { state: 'delivered' } });
  });

  test('a reply of which the network tells nothing stays unconfirmed, until it does', async () => {
    const talk = await aConversation();
    faults.failNext('write', { kind: 'cut', when: 'after' });
    const id = await talk.send({ text: 'Tout de suite.' });
    await database().prisma.action.updateMany({ where: { workspaceId, id }, data: { dueAt: new Date() } });
    await sendAction({ workspaceId, actionId: id });
    expect(await talk.action(id)).toMatchObject({ state: 'unconfirmed' });
    await checkAction(admin, { actionId: id });
    await sendAction({ workspaceId, actionId: id });
    expect(await talk.action(id)).toMatchObject({ state: 'unconfirmed' });
    await hear();
    await sendAction({ workspaceId, actionId: id });
    expect(await talk.action(id)).toMatchObject({ state: 'done' });
    expect(sandbox.answersTo(talk.asked)).toEqual(['Tout de suite.']);
  });

  test('a reply that was accepted and not delivered failed, with the reason, and can be sent again', async () => {
    // The network counts the window by its own clock.
    const world = await aConversation('Encore là ?', { agoMs: 25 * HOUR_MS });
    await database().prisma.item.updateMany({
      where: { workspaceId, id: world.itemId },
      data: { lastInboundAt: new Date() },
    });
    const id = await world.send({ text: 'Oui !' });
    await hear();
    expect(await world.action(id)).toMatchObject({ state: 'failed', errorReason: 'window_closed' });
    expect((await world.read()).at(-1)).toMatchObject({ state: 'failed', delivery: null });
    expect(await world.status()).toBe('open');
    sandbox.fanWrites({ kind: 'message', text: 'Alors ?', fan: world.fan });
    await hear();
    await retryAction(admin, { actionId: id });
    await sendAction({ workspaceId, actionId: id });
    await hear();
    expect(await world.action(id)).toMatchObject({ state: 'done' });
    expect((await world.read()).find(({ direction }) => direction === 'outbound')).toMatchObject({
      delivery: { state: 'delivered' },
    });
  });

  test('a failure that is told before the sending is recorded is not forgotten', async () => {
    const talk = await aConversation('Vous êtes là ?', { agoMs: 25 * HOUR_MS });
    await database().prisma.item.updateMany({
      where: { workspaceId, id: talk.itemId },
      data: { lastInboundAt: new Date() },
    });
    const { action } = await reply(admin, { itemId: talk.itemId, text: 'Oui' });
    faults.failNext('write', { kind: 'cut', when: 'after' });
    await sendAction({ workspaceId, actionId: action.id });
    await database().prisma.action.updateMany({
      where: { workspaceId, id: action.id },
      data: { state: 'sending', leaseUntil: new Date(Date.now() - 1000) },
    });
    await hear();
    expect(await talk.action(action.id)).toMatchObject({ state: 'sending' });
    await sendAction({ workspaceId, actionId: action.id });
    expect(await talk.action(action.id)).toMatchObject({ state: 'failed', errorReason: 'window_closed' });
  });
});

describe('after the window', () => {
  const afterTheWindow = async () => {
    const talk = await aConversation('Ma commande ?', { agoMs: 25 * HOUR_MS });
    const { templates } = await listReplyTemplates(admin, { itemId: talk.itemId });
    return { ...talk, templates, order: templates.find(({ name }) => name === 'reponse_commande')?.id ?? '' };
  };
  const values = { 'header.1': 'MA-2048', '1': 'Camille', '2': 'le colis part demain' };

  test('no reply is accepted, and the approved templates that need text alone are listed', async () => {
    const { itemId, templates } = await afterTheWindow();
    await expect(reply(admin, { itemId, text: 'Bonjour' })).rejects.toMatchObject({ code: 'window_closed' });
    expect(templates.map(({ name, language }) => `${name} ${language}`)).toEqual([
      'merci_de_votre_visite fr',
      'reponse_commande fr',
      'still_there en_US',
    ]);
    expect(templates[1]?.parameters).toEqual([
      { name: 'header.1', example: 'MA-2048' },
      { name: '1', example: 'Camille' },
      { name: '2', example: 'le colis part demain' },
    ]);
  });

  test('a template is sent with its values, once, and reads as it was shown', async () => {
    const talk = await afterTheWindow();
    faults.failNext('write', { kind: 'cut', when: 'after' });
    const id = await talk.send({ text: '', template: { id: talk.order, values } });
    await hear();
    await sendAction({ workspaceId, actionId: id });
    expect(await talk.action(id)).toMatchObject({ state: 'done' });
    const sent = sandbox.answersTo(talk.asked);
    expect(sent).toHaveLength(1);
    expect((await talk.read()).at(-1)).toMatchObject({
      text: sent[0],
      state: 'sent',
      action: { template: 'reponse_commande' },
      delivery: { state: 'delivered' },
    });
    expect(sent[0]).toContain('Votre commande MA-2048\n\nBonjour Camille, nous avons la réponse');
  });

  test('a template with a value missing, or that is not approved, is not sent', async () => {
    const { itemId, order } = await afterTheWindow();
    const input = { itemId, text: '' };
    const { '2': _, ...less } = values;
    await expect(reply(admin, { ...input, template: { id: order, values: less } })).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(reply(admin, { ...input, template: { id: '5940000000000005', values } })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('where a rule asks for it, a template waits for an approval', async () => {
    const { itemId, order, asked } = await afterTheWindow();
    const rule = { workspaceId, name: 'Tout', authorId: admin.memberId };
    const { id } = await database().prisma.approvalRule.create({ data: rule });
    const { action } = await reply(admin, { itemId, text: '', template: { id: order, values } });
    expect(action).toMatchObject({ state: 'awaiting_approval', template: 'reponse_commande' });
    await sendAction({ workspaceId, actionId: action.id });
    expect(sandbox.answersTo(asked)).toEqual([]);
    await database().prisma.approvalRule.delete({ where: { workspaceId_id: { workspaceId, id } } });
  });

  test('the brand’s rules stop a template as they stop a reply, and nobody rewrites one', async () => {
    const { itemId, order, action } = await afterTheWindow();
    const rails = await getGuardRails(admin);
    await editGuardRails(admin, { ...rails, bannedWords: ['demain'] } as Parameters<typeof editGuardRails>[1]);
    await expect(reply(admin, { itemId, text: '', template: { id: order, values } })).rejects.toMatchObject({
      code: 'guard_rails',
    });
    await editGuardRails(admin, rails as Parameters<typeof editGuardRails>[1]);
    const { action: queued } = await reply(admin, { itemId, text: '', template: { id: order, values } });
    await expect(editReply(admin, { actionId: queued.id, text: 'Autre chose' })).rejects.toMatchObject({
      code: 'template_fixed',
    });
    expect(await action(queued.id)).toMatchObject({ state: 'queued' });
  });
});

// The last: it ends the account's access.
describe('a picture on WhatsApp', () => {
  const aPicture = async () => {
    const talk = await aConversation('Il est arrivé comme ça', { imageUrl: `https://x.test/colis${fans}.jpg` });
    const file = async () => (await talk.read())[0]?.attachments[0];
    return { file, attachmentId: (await file())?.id ?? '' };
  };

  test('a picture is shown before it is kept', async () => {
    const { file, attachmentId } = await aPicture();
    expect(await file()).toMatchObject({ kind: 'image', file: 'awaited' });
    expect((await readMedia(admin, { attachmentId })).mimeType).toBe('image/png');
  });

  test('a picture is kept when it arrives, and served when the network gives it no more', async () => {
    const { file, attachmentId } = await aPicture();
    // Workers find it in all workspaces, though the job that its arrival began be lost.
    await remindOfFiles();
    await keepFiles(channelRef);
    expect(await file()).toMatchObject({ file: 'kept', mimeType: 'image/png' });
    sandbox.expireAccess();
    expect((await readMedia(admin, { attachmentId })).mimeType).toBe('image/png');
  });
});
