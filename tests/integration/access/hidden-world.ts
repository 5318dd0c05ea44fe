import { randomUUID } from 'node:crypto';
import type { Caller, Role } from '#lib/caller.ts';
import { createGuidance } from '#lib/guidance/create-guidance.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { database } from '#tests/support/owner-database.ts';
import { aChannel, aContact, aMember, aMessage, anItem, aPost, aTag } from '#tests/support/factories.ts';

/** A member who sees these channels only. */
export async function aMemberOf(
  workspaceId: string,
  channelIds: readonly string[],
  { role = 'manager' }: { role?: Role } = {},
): Promise<Caller> {
  const caller = await aMember({ workspaceId, role });
  await setChannels(caller, channelIds);
  return caller;
}

export async function setChannels({ workspaceId, memberId }: Caller, channelIds: readonly string[]): Promise<void> {
  const { prisma } = database();
  await prisma.member.update({
    where: { workspaceId_id: { workspaceId, id: memberId } },
    data: { seesAllChannels: false },
  });
  await prisma.memberChannel.deleteMany({ where: { workspaceId, memberId } });
  await prisma.memberChannel.createMany({
    data: channelIds.map((channelId) => ({ workspaceId, memberId, channelId })),
  });
}

export async function makeConfidential(itemId: string, memberIds: readonly string[]): Promise<void> {
  await database().prisma.$executeRaw`
    UPDATE "item" SET "confidentialTo" = ${[...memberIds]}::uuid[], "version" = "version" + 1 WHERE "id" = ${itemId}::uuid`;
}

/** A channel, or one item of it, with a row in every table that can say something of it: each text has the mark. */
export async function aMarkedItem({
  workspaceId,
  by,
  channelId,
}: {
  workspaceId: string;
  by: Caller;
  channelId?: string;
}) {
  const mark = `zz${randomUUID().slice(0, 8)}zz`;
  const { prisma } = database();
  const channel = channelId
    ? { id: channelId }
    : await aChannel({ workspaceId, name: mark, handle: mark, externalId: mark });
  const post = await aPost({ workspaceId, channelId: channel.id, text: mark });
  const contact = await aContact({ workspaceId, name: mark, handle: mark });
  const item = await anItem({
    workspaceId,
    channelId: channel.id,
    postId: post.id,
    contactId: contact.id,
    preview: mark,
  });
  const message = await aMessage({ workspaceId, itemId: item.id, text: `Bonjour ${mark}` });
  const tag = await aTag({ workspaceId, name: mark, itemId: item.id });
  await prisma.messageVersion.create({
    data: { workspaceId, messageId: message.id, replacedAt: new Date(), text: mark },
  });
  await prisma.attachment.create({ data: { workspaceId, messageId: message.id, kind: 'image', altText: mark } });
  await prisma.action.create({
    data: {
      workspaceId,
      itemId: item.id,
      channelId: channel.id,
      kind: 'like',
      state: 'done',
      targetId: message.id,
      memberId: by.memberId,
      dueAt: new Date(),
      errorDetail: mark,
    },
  });
  // Words are shared by all channels; what is about a post is seen where the post's channel is.
  await createGuidance(by, { about: { postId: post.id }, fr: mark });
  await claimItem(by, { itemId: item.id });
  const { noteId } = await addNote(by, { itemId: item.id, text: mark, mentions: { memberIds: [by.memberId] } });
  const bytes = Buffer.from(mark);
  await prisma.noteFile.create({
    data: {
      workspaceId,
      itemId: item.id,
      noteId,
      uploaderId: by.memberId,
      name: mark,
      mimeType: 'text/plain',
      size: bytes.length,
      bytes,
    },
  });
  const ofContact = { workspaceId, contactId: contact.id };
  await prisma.contactNote.create({ data: { ...ofContact, memberId: by.memberId, text: mark } });
  await prisma.contactTag.create({ data: { ...ofContact, tagId: tag.id } });
  const field = await prisma.contactField.create({ data: { workspaceId, name: randomUUID(), kind: 'text' } });
  await prisma.contactFieldValue.create({ data: { ...ofContact, fieldId: field.id, value: mark } });
  const other = await aContact({ workspaceId, name: mark, handle: mark });
  await aMessage({ workspaceId, itemId: item.id, identityId: other.identityId, text: mark });
  await prisma.contactJoin.create({
    data: { workspaceId, contactId: contact.id, otherId: other.id, joinedById: by.memberId },
  });
  const onItem = { workspaceId, itemId: item.id };
  const now = new Date();
  await prisma.itemContributor.create({
    data: { ...onItem, memberId: by.memberId, status: 'open', lastActivityAt: now },
  });
  await prisma.itemRequest.create({
    data: { ...onItem, memberId: by.memberId, holderId: by.memberId, word: mark },
  });
  const asked = await prisma.itemField.create({ data: { workspaceId, name: randomUUID(), kind: 'text' } });
  await prisma.itemFieldValue.create({ data: { ...onItem, fieldId: asked.id, value: mark } });
  const joined = await prisma.case.create({ data: { workspaceId, title: mark } });
  await prisma.item.update({ where: { workspaceId_id: { workspaceId, id: item.id } }, data: { caseId: joined.id } });
  const beside = await anItem({ workspaceId, channelId: channel.id });
  const [smaller = '', greater = ''] = [item.id, beside.id].sort();
  await prisma.caseDismissal.create({
    data: { workspaceId, itemId: smaller, otherId: greater, memberId: by.memberId },
  });
  await prisma.itemRead.create({ data: { ...onItem, memberId: by.memberId, readAt: now } });
  await prisma.itemRecheck.create({ data: { ...onItem, recheckedAt: now } });
  await prisma.departureItem.create({ data: { ...onItem, memberId: by.memberId, isHeld: true } });
  await prisma.presence.create({ data: { ...onItem, memberId: by.memberId, seenAt: now } });
  await prisma.draft.create({
    data: { ...onItem, memberId: by.memberId, mode: 'reply', version: randomUUID(), text: mark },
  });
  const tomorrow = new Date(now.getTime() + 86_400_000);
  await prisma.itemPromise.create({ data: { ...onItem, madeById: by.memberId, text: mark, dueAt: tomorrow } });
  await prisma.guestLink.create({
    data: {
      ...onItem,
      memberId: by.memberId,
      question: mark,
      guestName: mark,
      language: 'fr',
      tokenHash: randomUUID(),
      expiresAt: tomorrow,
    },
  });
  if (!channelId) await fillChannel(workspaceId, channel.id, mark);
  return { mark, channelId: channel.id, item, contact, message, post, noteId, tag };
}

async function fillChannel(workspaceId: string, channelId: string, mark: string): Promise<void> {
  const { prisma } = database();
  const of = { workspaceId, channelId };
  await prisma.channelGap.create({ data: { ...of, reason: mark, fromAt: new Date() } });
  await prisma.channelSubscription.create({ data: { ...of, event: mark, acceptedSince: new Date() } });
  const check = await prisma.channelCheck.create({ data: { ...of, isAutomatic: false } });
  await prisma.channelCheckLine.create({
    data: { workspaceId, checkId: check.id, position: 0, kind: 'read', name: mark },
  });
  await prisma.channelFinding.create({ data: { ...of, name: mark, value: mark } });
  await prisma.channelTrial.create({ data: of });
  await prisma.channelSpend.create({ data: { ...of, month: new Date(), micros: 1 } });
  await prisma.channelDaySpend.create({ data: { ...of, day: new Date(), purpose: 'posts', micros: 1 } });
  await prisma.channelCredential.create({ data: { ...of, keyId: mark, sealed: Buffer.from(mark) } });
  await prisma.channelCursor.create({ data: { ...of, value: { mark } } });
  const team = await prisma.team.create({ data: { workspaceId, name: randomUUID() } });
  await prisma.teamChannel.create({ data: { ...of, teamId: team.id } });
  await prisma.tombstone.create({ data: { ...of, externalId: mark, deletedAt: new Date() } });
  await prisma.rejectedEvent.create({
    data: { ...of, fingerprint: mark, type: 'message', reason: 'malformed', event: mark },
  });
  await prisma.webhookDelivery.create({ data: { ...of, network: 'bluesky', headers: {}, body: mark } });
}

export async function fold(): Promise<void> {
  await database().prisma.$executeRaw`select fold_counters()`;
}
