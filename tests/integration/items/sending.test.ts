import { describe, expect, test } from 'vitest';
import { database } from '#tests/support/owner-database.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { cancelAction } from '#lib/outbox/cancel-action.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { readAttachment } from '#lib/outbox/attachments/read-attachment.ts';
import { setAltText } from '#lib/outbox/attachments/set-alt-text.ts';
import { assignItem } from '#lib/items/assign-item.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { reply } from '#lib/outbox/reply.ts';
import { retryAction } from '#lib/outbox/retry-action.ts';
import { takeAction } from '#lib/outbox/attempts/take-action.ts';
import { aBrand } from '#tests/support/brand.ts';
import { sendAndDie } from '#tests/support/send-without-recording.ts';
import { aMember, aWorkspace } from '#tests/support/factories.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '5';

describe('a reply', () => {
  test('a reply is published after the undo time, and is one message however often the network is read', async () => {
    const brand = await aBrand();
    const { itemId, uri } = await brand.aComment();
    const { action, item } = await reply(brand.admin, { itemId, text: 'Il arrive demain 🌱' });
    expect(item).toMatchObject({ status: 'waiting', previewDirection: 'outbound', preview: 'Il arrive demain 🌱' });
    await brand.send(action.id);
    expect(brand.answers()).toEqual([]);

    await brand.wait(action.id);
    await brand.send(action.id);
    const [answer, ...more] = brand.answers();
    expect(more).toEqual([]);
    expect(answer?.value).toMatchObject({
      text: 'Il arrive demain 🌱',
      reply: { parent: { uri }, root: { uri: brand.post } },
    });
    expect(await brand.action(action.id)).toMatchObject({ state: 'done', externalId: answer?.uri, attempts: 1 });

    await brand.pullLater();
    const messages = await brand.messages(itemId);
    expect(messages.map(({ direction, state }) => [direction, state])).toEqual([
      ['inbound', 'received'],
      ['outbound', 'sent'],
    ]);
    expect(messages[1]).toMatchObject({ externalId: answer?.uri, memberId: brand.admin.memberId });
    expect(await brand.item(itemId)).toMatchObject({ messageCount: 2, status: 'waiting', sendFailed: false });
    expect((await brand.item(itemId)).firstReplyAt).not.toBeNull();
    expect(await checkCounters(brand.workspaceId)).toEqual([]);
  });

  test('a reply is sent once when two workers run twice and when eight run at once', async () => {
    const brand = await aBrand();
    const { itemId } = await brand.aComment();
    const { action } = await reply(brand.admin, { itemId, text: 'Une seule fois' });
    await brand.wait(action.id);
    await Promise.all(Array.from({ length: 8 }, () => brand.send(action.id)));
    await brand.send(action.id);
    expect(brand.answerTexts()).toEqual(['Une seule fois']);
    expect(brand.standIn.calls.filter((nsid) => nsid.endsWith('createRecord'))).toHaveLength(1);
  });

  test('a reply undone in time is never sent, and its item is as before', async () => {
    const brand = await aBrand();
    const { itemId } = await brand.aComment('Une question');
    const before = await brand.item(itemId);
    const { action } = await reply(brand.admin, { itemId, text: 'Oups', resolve: true });
    const { item, text } = await cancelAction(brand.admin, { actionId: action.id });
    expect(text).toBe('Oups');
    expect(item).toMatchObject({
      status: 'open',
      preview: 'Une question',
      previewDirection: 'inbound',
      messageCount: 1,
    });
    expect(item.lastActivityAt).toBe(before.lastActivityAt.toISOString());
    await brand.wait(action.id);
    await brand.send(action.id);
    expect(brand.answers()).toEqual([]);
    await expect(cancelAction(brand.admin, { actionId: action.id })).rejects.toMatchObject({
      code: 'too_late_to_undo',
    });
    expect(await checkCounters(brand.workspaceId)).toEqual([]);
  });

  test('a reply undone at the last moment is either undone or sent, never both', async () => {
    const brand = await aBrand();
    for (let round = 0; round < 12; round += 1) {
      const { itemId, uri } = await brand.aComment(`Question ${round}`, { name: `fan${round}` });
      const { action } = await reply(brand.admin, { itemId, text: `Réponse ${round}` });
      await brand.wait(action.id);
      const undo = () =>
        cancelAction(brand.admin, { actionId: action.id }).then(
          () => true,
          () => false,
        );
      const [wasTakenBack] = await Promise.all(
        round % 2 ? [undo(), brand.send(action.id)] : [brand.send(action.id).then(undo), Promise.resolve()],
      );
      const sent = brand.answers().filter(({ value }) => JSON.stringify(value.reply).includes(uri));
      expect(sent).toHaveLength(wasTakenBack ? 0 : 1);
      expect((await brand.item(itemId)).messageCount).toBe(wasTakenBack ? 1 : 2);
    }
    expect(await checkCounters(brand.workspaceId)).toEqual([]);
  });

  test('a reply may have 300 characters as people see them, which is how the network counts', async () => {
    const brand = await aBrand();
    const { itemId } = await brand.aComment();
    const family = '👩‍👩‍👧‍👦';
    await expect(reply(brand.admin, { itemId, text: 'é'.repeat(301) })).rejects.toMatchObject({
      code: 'text_too_long',
      values: { limit: 300 },
    });
    // 120 families are 120 characters, and 3,000 bytes: just what goes.
    const { action } = await reply(brand.admin, { itemId, text: family.repeat(120) });
    await expect(reply(brand.admin, { itemId, text: family.repeat(121) })).rejects.toMatchObject({
      code: 'text_too_long',
    });
    await expect(reply(brand.admin, { itemId, text: ' \n ' })).rejects.toMatchObject({ code: 'text_empty' });
    await brand.wait(action.id);
    await brand.send(action.id);
    expect(brand.answerTexts()).toEqual([family.repeat(120)]);
  });

  test('a reply to a message that was edited meanwhile waits until the member has seen the edit', async () => {
    const brand = await aBrand();
    const { itemId, uri } = await brand.aComment('C’est super');
    brand.standIn.world.edit(uri, 'C’est nul');
    await brand.pullLater();
    await expect(reply(brand.admin, { itemId, text: 'Merci !', seenEditedAt: null })).rejects.toMatchObject({
      code: 'target_changed',
    });
    const [seen] = await brand.messages(itemId);
    await reply(brand.admin, { itemId, text: 'Pardon !', seenEditedAt: seen?.editedAt?.toISOString() ?? null });
    expect((await brand.item(itemId)).messageCount).toBe(2);
  });

  test('a reply to a comment that was edited before it went out waits for a member to read the edit', async () => {
    const brand = await aBrand();
    const { itemId, uri } = await brand.aComment('C’est super');
    const { action } = await reply(brand.admin, { itemId, text: 'Merci !' });
    brand.standIn.world.edit(uri, 'C’est nul');
    await brand.pullLater();
    await brand.wait(action.id);
    await brand.send(action.id);
    expect(await brand.action(action.id)).toMatchObject({ state: 'failed', errorReason: 'target_changed' });
    expect(brand.answerTexts()).toEqual([]);
    await retryAction(brand.admin, { actionId: action.id });
    await brand.wait(action.id);
    await brand.send(action.id);
    expect(await brand.action(action.id)).toMatchObject({ state: 'done' });
    expect(brand.answerTexts()).toEqual(['Merci !']);
  });

  test('a reply keeps its turn behind the reply before it', async () => {
    const brand = await aBrand();
    const { itemId } = await brand.aComment();
    const first = await reply(brand.admin, { itemId, text: 'Premièrement' });
    const second = await reply(brand.admin, { itemId, text: 'Deuxièmement' });
    await brand.wait(first.action.id);
    await brand.wait(second.action.id);
    await brand.send(second.action.id);
    expect(brand.answers()).toEqual([]);
    await Promise.all([second, first].map(({ action }) => brand.send(action.id)));
    await brand.send(second.action.id);
    expect(brand.answerTexts()).toEqual(['Premièrement', 'Deuxièmement']);
  });

  test('an item stays answered when the first of its two replies is undone', async () => {
    const brand = await aBrand();
    const { itemId } = await brand.aComment();
    const first = await reply(brand.admin, { itemId, text: 'Premièrement' });
    const second = await reply(brand.admin, { itemId, text: 'Deuxièmement' });
    expect((await cancelAction(brand.admin, { actionId: first.action.id })).item.status).toBe('waiting');
    expect((await cancelAction(brand.admin, { actionId: second.action.id })).item.status).toBe('open');
  });

  test('a reply that closes an item finishes its author’s part, which is to do again when it is undone or refused', async () => {
    const brand = await aBrand();
    const { itemId } = await brand.aComment();
    const karim = await aMember(brand.channelRef);
    await assignItem(brand.admin, { itemId, contributorIds: [karim.memberId], needsAll: true });
    const isDone = async () =>
      (await getItem(brand.admin, { itemId })).item.contributors.map(({ doneAt }) => doneAt !== null);

    const undone = await reply(karim, { itemId, text: 'Oups', resolve: true });
    expect([undone.item.status, await isDone()]).toEqual(['resolved', [true]]);
    const { item } = await cancelAction(karim, { actionId: undone.action.id });
    expect([item.status, await isDone()]).toEqual(['open', [false]]);

    const refused = await reply(karim, { itemId, text: 'Refusé', resolve: true });
    brand.standIn.fail(/createRecord/, {
      kind: 'answer',
      status: 400,
      headers: {},
      body: JSON.stringify({ error: 'InvalidRequest', message: 'no' }),
    });
    await brand.wait(refused.action.id);
    await brand.send(refused.action.id);
    expect(await brand.action(refused.action.id)).toMatchObject({ state: 'failed' });
    expect([(await brand.item(itemId)).status, await isDone()]).toEqual(['open', [false]]);
  });

  test('an image that is not sent yet is its uploader’s alone', async () => {
    const brand = await aBrand();
    const { itemId } = await brand.aComment();
    const [ines, paul] = [await aMember(brand.channelRef), await aMember(brand.channelRef)];
    const { workspaceId } = brand;
    const { id: attachmentId } = await database().prisma.attachment.create({
      data: { workspaceId, kind: 'image', bytes: Buffer.from('gif'), mimeType: 'image/gif', uploaderId: ines.memberId },
    });
    const notFound = { code: 'not_found' };
    for (const other of [paul, brand.admin]) {
      await expect(readAttachment(other, { attachmentId })).rejects.toMatchObject(notFound);
      await expect(setAltText(other, { attachmentId, altText: 'planted' })).rejects.toMatchObject(notFound);
      const planted = { itemId, text: 'Bonjour', attachmentIds: [attachmentId] };
      await expect(reply(other, planted)).rejects.toMatchObject(notFound);
    }
    await setAltText(ines, { attachmentId, altText: 'Une tasse' });
    expect((await readAttachment(ines, { attachmentId })).mimeType).toBe('image/gif');
    await reply(ines, { itemId, text: 'Bonjour', attachmentIds: [attachmentId] });
    expect((await readAttachment(paul, { attachmentId })).mimeType).toBe('image/gif');
  });

  test('neither a stranger nor a member without the claim can reply', async () => {
    const brand = await aBrand();
    const { itemId } = await brand.aComment();
    const stranger = (await aWorkspace()).admin;
    await expect(reply(stranger, { itemId, text: 'Bonjour' })).rejects.toMatchObject({ code: 'not_found' });
    const [ines, paul] = [await aMember(brand.channelRef), await aMember({ ...brand.channelRef, name: 'Paul' })];
    const { action } = await reply(paul, { itemId, text: 'Je m’en occupe' });
    await expect(reply(ines, { itemId, text: 'Moi aussi' })).rejects.toMatchObject({
      code: 'already_claimed',
      values: { owner: { id: paul.memberId, name: 'Paul' } },
    });
    await expect(cancelAction(stranger, { actionId: action.id })).rejects.toMatchObject({ code: 'not_found' });
    const client = await aMember({ ...brand.channelRef, role: 'client' });
    await expect(reply(client, { itemId, text: 'Bonjour' })).rejects.toMatchObject({ code: 'not_allowed' });
  });
});

describe('a worker that died while sending', () => {
  test('when a worker dies after the network accepted the reply, the next one finds it and does not send it again', async () => {
    const brand = await aBrand();
    const { itemId } = await brand.aComment();
    const { action } = await reply(brand.admin, { itemId, text: 'Déjà là' });
    await brand.wait(action.id);
    await sendAndDie(brand, action.id);
    await brand.send(action.id);
    expect(await brand.action(action.id)).toMatchObject({ state: 'sending' });

    await brand.wait(action.id);
    await brand.send(action.id);
    expect(await brand.action(action.id)).toMatchObject({
      state: 'done',
      externalId: brand.answers()[0]?.uri,
      attempts: 2,
    });
    expect(brand.answerTexts()).toEqual(['Déjà là']);
    expect((await brand.messages(itemId)).map(({ state }) => state)).toEqual(['received', 'sent']);
  });

  test('when a worker dies before it called the network, the next one sends the reply', async () => {
    const brand = await aBrand();
    const { itemId } = await brand.aComment();
    const { action } = await reply(brand.admin, { itemId, text: 'Au deuxième essai' });
    await brand.wait(action.id);
    await inWorkspace(brand.workspaceId, (tx) =>
      takeAction(tx, { workspaceId: brand.workspaceId, actionId: action.id, leaseMs: 60_000 }),
    );
    await brand.wait(action.id);
    await brand.send(action.id);
    expect(brand.answerTexts()).toEqual(['Au deuxième essai']);
    expect(await brand.action(action.id)).toMatchObject({ state: 'done' });
  });

  test('when a worker dies while sending a direct message, the next one looks into the conversation and sends nothing twice', async () => {
    const brand = await aBrand();
    const { world } = brand.standIn;
    world.say('ana', 'Bonjour, en privé');
    await brand.pull();
    const [item] = await database().prisma.item.findMany({ where: { ...brand.channelRef, kind: 'message' } });
    const { action } = await reply(brand.admin, { itemId: item?.id ?? '', text: 'Bonjour Ana' });
    await brand.wait(action.id);
    await sendAndDie(brand, action.id);
    await brand.wait(action.id);
    await brand.send(action.id);
    expect(await brand.action(action.id)).toMatchObject({ state: 'done' });
    expect(world.convos.get('convo-ana')?.messages.map(({ text }) => text)).toEqual([
      'Bonjour, en privé',
      'Bonjour Ana',
    ]);
  });

  test('a reply that a poll read back before it was recorded becomes one message with its author', async () => {
    const brand = await aBrand();
    const { itemId } = await brand.aComment();
    const { action } = await reply(brand.admin, { itemId, text: 'Vu deux fois' });
    await brand.wait(action.id);
    await sendAndDie(brand, action.id);
    await brand.pullLater();
    expect(await brand.messages(itemId)).toHaveLength(3);

    await brand.wait(action.id);
    await brand.send(action.id);
    const outbound = (await brand.messages(itemId)).filter(({ direction }) => direction === 'outbound');
    expect(outbound).toMatchObject([
      { memberId: brand.admin.memberId, state: 'sent', externalId: brand.answers()[0]?.uri },
    ]);
    expect((await brand.item(itemId)).messageCount).toBe(2);
    await brand.pullLater();
    expect(await brand.messages(itemId)).toHaveLength(2);
    expect(await checkCounters(brand.workspaceId)).toEqual([]);
  });
});
