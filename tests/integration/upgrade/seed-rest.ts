import { randomUUID } from 'node:crypto';
import { database } from '#tests/support/owner-database.ts';

type Given = {
  workspaceId: string;
  channelId: string;
  itemId: string;
  memberId: string;
  colleagueId: string;
  userId: string;
};

const soon = new Date('2026-12-01T09:00:00Z');
const bytes = Buffer.from('not a secret');

/** The rows that no act of the seed makes, written as the database's owner. */
export async function seedRest({
  workspaceId,
  channelId,
  itemId,
  memberId,
  colleagueId,
  userId,
}: Given): Promise<void> {
  const { prisma } = database();
  const [target, answer] = await prisma.message.findMany({
    where: { workspaceId, itemId },
    orderBy: { createdAt: 'asc' },
  });
  if (!target || !answer) throw new Error('the seed has no conversation');
  const of = { workspaceId, itemId, channelId, memberId, dueAt: soon };
  const reply = { ...of, kind: 'reply', targetId: target.id, messageId: answer.id } as const;
  await prisma.action.create({
    data: {
      ...reply,
      state: 'unconfirmed',
      networkKeys: { rkey: '3kexample' },
      progress: { part0: 'at://lune/2' },
      sentExternalIds: ['at://lune/2'],
      receipt: { externalId: 'at://lune/2' },
      confirmedAt: soon,
      errorKind: 'outcome_unknown',
      errorReason: 'unexpected_answer',
    },
  });
  const like = await prisma.action.create({
    data: { ...of, kind: 'like', targetId: target.id, state: 'done', undo: { rkey: '3klike' } },
  });
  await prisma.action.create({ data: { ...of, kind: 'unlike', targetId: target.id, undoOfId: like.id } });

  const item = await prisma.item.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id: itemId } } });
  const { status, lastActivityAt } = item;
  await prisma.itemContributor.create({ data: { workspaceId, itemId, memberId: colleagueId, status, lastActivityAt } });
  await prisma.presence.create({ data: { workspaceId, memberId, itemId, seenAt: soon } });
  await prisma.liveStream.create({ data: { workspaceId, memberId } });
  await prisma.realtimeEvent.create({ data: { workspaceId, kind: 'item', ids: [itemId] } });

  await prisma.invitation.create({
    data: { workspaceId, email: 'leo@example.test', role: 'client', tokenHash: 'hash', expiresAt: soon },
  });
  await prisma.apiKey.create({ data: { workspaceId, memberId, name: 'Reports', prefix: 'pv_1', keyHash: 'hash' } });
  await prisma.auditEntry.create({ data: { workspaceId, memberId, act: 'channel_connected', subject: channelId } });
  await prisma.idempotencyKey.create({
    data: { workspaceId, memberId, key: 'k', requestHash: 'hash', status: 200, body: { ok: true } },
  });
  await prisma.session.create({ data: { userId, userAgent: 'Firefox', ipAddress: '192.0.2.1', expiresAt: soon } });
  await prisma.emailToken.create({ data: { tokenHash: 'hash', userId, purpose: 'reset_password', expiresAt: soon } });
  await prisma.throttle.create({ data: { key: 'sign-in:192.0.2.1', failures: 2, resetAt: soon } });

  const app = await prisma.networkApp.create({
    data: { workspaceId, network: 'bluesky', keyId: 'key', sealed: bytes },
  });
  await prisma.channel.update({
    where: { workspaceId_id: { workspaceId, id: channelId } },
    data: { networkAppId: app.id, rights: { canModerate: true }, isSubscribed: false },
  });
  await prisma.rateLimitUse.create({
    data: { key: `bluesky:${channelId}:points`, ownerId: channelId, used: 3, resetAt: soon, parts: [1, 2] },
  });
  await prisma.channelCredential.create({ data: { workspaceId, channelId, keyId: 'key', sealed: bytes } });
  await prisma.connectAttempt.create({
    data: { workspaceId, memberId, network: 'x', stateHash: 'hash', keyId: 'key', sealed: bytes, expiresAt: soon },
  });
  await prisma.channelGap.create({ data: { workspaceId, channelId, reason: 'outage', fromAt: soon } });
  await prisma.channelSpend.create({ data: { workspaceId, channelId, month: soon, micros: 12_000n } });
  await prisma.webhookDelivery.create({
    data: { workspaceId, channelId, network: 'bluesky', headers: {}, body: '{}' },
  });
  await prisma.unroutedDelivery.create({ data: { network: 'x', headers: {}, body: '{}', reason: 'unknown_account' } });
  await prisma.erasureRequest.create({ data: { code: 'c0de', network: 'facebook', externalIds: ['42'] } });
  await prisma.workerHeartbeat.create({ data: { id: randomUUID(), at: soon } });
}
