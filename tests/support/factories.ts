import { randomUUID } from 'node:crypto';
import type { Caller, Role } from '#lib/caller.ts';
import { database } from '#tests/support/owner-database.ts';
import type { Prisma } from '#lib/db/generated/client.ts';

/**
 * Rows that a test starts with, written as the database's owner and not through acts. Each factory takes only what matters
 * to the test, and creates the other rows that its own needs.
 */

type InWorkspace = { workspaceId: string };
type Given<T, Made extends keyof T = never> = InWorkspace & Partial<Omit<T, 'workspaceId' | Made>>;

/** A workspace in an organization of its own, with one admin. */
export async function aWorkspace({ name = 'Maison Lune', role = 'admin' }: { name?: string; role?: Role } = {}) {
  const { prisma } = database();
  const organization = await prisma.organization.create({ data: { name } });
  const workspace = await prisma.workspace.create({
    data: { organizationId: organization.id, name, slug: `w-${randomUUID()}` },
  });
  const admin = await aMember({ workspaceId: workspace.id, role });
  return { workspaceId: workspace.id, organizationId: organization.id, slug: workspace.slug, admin };
}

/** A member, as the caller of an act. */
export async function aMember({
  workspaceId,
  role = 'manager',
  name = 'Inès Morel',
  email = `${randomUUID()}@example.test`,
}: InWorkspace & { role?: Role; name?: string; email?: string }): Promise<Caller> {
  const { prisma } = database();
  const user = await prisma.user.create({ data: { email, name, emailVerifiedAt: new Date() } });
  const member = await prisma.member.create({ data: { workspaceId, userId: user.id, role } });
  return { workspaceId, memberId: member.id, userId: user.id, role };
}

export async function aChannel(given: Given<Prisma.ChannelUncheckedCreateInput>) {
  const id = randomUUID();
  return await database().prisma.channel.create({
    data: {
      network: 'bluesky',
      externalId: `did:plc:${id}`,
      handle: 'lune.example.test',
      name: 'Maison Lune',
      ...given,
    },
  });
}

/** A contact with one identity. */
export async function aContact({
  workspaceId,
  network = 'bluesky',
  name = 'Léa Fontaine',
  handle = 'lea.example.test',
  externalId = `did:plc:${randomUUID()}`,
}: InWorkspace & { network?: string; name?: string; handle?: string; externalId?: string }) {
  const { prisma } = database();
  const contact = await prisma.contact.create({ data: { workspaceId, name } });
  const identity = await prisma.identity.create({
    data: { workspaceId, contactId: contact.id, network, externalId, handle, name },
  });
  return { ...contact, identityId: identity.id, externalId, handle };
}

export async function aPost(given: Given<Prisma.PostUncheckedCreateInput>) {
  const channelId = given.channelId ?? (await aChannel({ workspaceId: given.workspaceId })).id;
  return await database().prisma.post.create({
    data: {
      externalId: `at://post/${randomUUID()}`,
      authorName: 'Maison Lune',
      authorHandle: 'lune.example.test',
      isOwn: true,
      text: 'The autumn collection is here.',
      createdAt: new Date(),
      ...given,
      channelId,
    },
  });
}

/** An item without messages; its channel and contact are created when not given. */
export async function anItem(given: Given<Prisma.ItemUncheckedCreateInput>) {
  const { workspaceId } = given;
  const { prisma } = database();
  const channel = given.channelId
    ? await prisma.channel.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id: given.channelId } } })
    : await aChannel({ workspaceId });
  const contactId = given.contactId ?? (await aContact({ workspaceId, network: channel.network })).id;
  const at = given.lastActivityAt ?? new Date();
  return await prisma.item.create({
    data: {
      kind: 'comment',
      threadKey: `at://thread/${randomUUID()}`,
      threadExternalId: 'at://thread',
      preview: 'Bonjour, où est mon colis ?',
      messageCount: 1,
      firstMessageAt: at,
      lastInboundAt: at,
      lastActivityAt: at,
      ...given,
      channelId: channel.id,
      network: channel.network,
      contactId,
    },
  });
}

/** A message of an item, written by its contact unless `outbound`. Does not update the item's own fields. */
export async function aMessage(given: Given<Prisma.MessageUncheckedCreateInput, 'channelId'>) {
  const { workspaceId } = given;
  const { prisma } = database();
  const itemId = given.itemId ?? (await anItem({ workspaceId })).id;
  const item = await prisma.item.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id: itemId } } });
  const identity = await prisma.identity.findFirst({ where: { workspaceId, contactId: item.contactId } });
  const isInbound = (given.direction ?? 'inbound') === 'inbound';
  return await prisma.message.create({
    data: {
      direction: 'inbound',
      externalId: `at://message/${randomUUID()}`,
      text: 'Bonjour, où est mon colis ?',
      createdAt: item.lastActivityAt,
      ...given,
      identityId: given.identityId ?? (isInbound ? identity?.id : null),
      itemId,
      channelId: item.channelId,
    },
  });
}

/** A reply that waits for an approval. */
export async function aWaitingReply({
  workspaceId,
  itemId,
  targetId,
  memberId,
  text = 'Votre colis arrive demain.',
}: InWorkspace & { itemId: string; targetId: string; memberId: string; text?: string }) {
  const { prisma } = database();
  const message = await aMessage({
    workspaceId,
    itemId,
    text,
    direction: 'outbound',
    externalId: null,
    memberId,
    createdAt: new Date(),
  });
  const action = await prisma.action.create({
    data: {
      workspaceId,
      itemId,
      channelId: message.channelId,
      kind: 'reply',
      state: 'awaiting_approval',
      targetId,
      messageId: message.id,
      memberId,
      dueAt: new Date(),
    },
  });
  await prisma.approval.create({ data: { workspaceId, actionId: action.id, itemId } });
  return action;
}

/** A tag, put on an item when one is given. */
export async function aTag({
  workspaceId,
  name = 'delivery',
  itemId,
}: InWorkspace & { name?: string; itemId?: string }) {
  const { prisma } = database();
  const tag = await prisma.tag.create({ data: { workspaceId, name } });
  if (itemId) {
    const { status, lastActivityAt } = await prisma.item.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId, id: itemId } },
    });
    await prisma.itemTag.create({ data: { workspaceId, itemId, tagId: tag.id, status, lastActivityAt } });
  }
  return tag;
}
