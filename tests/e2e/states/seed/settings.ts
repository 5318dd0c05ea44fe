import { randomUUID } from 'node:crypto';
import { subscribeToPush } from '#lib/push/subscriptions.ts';
import { database } from '#tests/support/owner-database.ts';

/** Keys, records and saved views, so that no section of the settings is empty. */
export async function seedSettings({ workspaceId, memberId }: { workspaceId: string; memberId: string }) {
  const { prisma } = database();
  const { userId } = await prisma.member.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: memberId } },
  });
  const userAgent =
    'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36';
  const phone = { userId, userAgent, ipAddress: '203.0.113.7', expiresAt: new Date(Date.now() + 30 * 24 * 3_600_000) };
  const { id: sessionId } = await prisma.session.create({ data: phone });
  await subscribeToPush(
    { userId, sessionId },
    {
      endpoint: 'https://push.example.test/phone',
      p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
      auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    },
  );
  await prisma.apiKey.createMany({
    data: [
      {
        workspaceId,
        memberId,
        name: 'Reporting',
        prefix: 'pv_live_7Q2k',
        keyHash: randomUUID(),
        lastUsedAt: new Date(),
      },
      { workspaceId, memberId, name: 'Website', prefix: 'pv_live_9Fbx', keyHash: randomUUID() },
    ],
  });
  await prisma.auditEntry.createMany({
    data: [
      { workspaceId, memberId, act: 'channel_connected', subject: 'Maison Lune', details: { network: 'facebook' } },
      { workspaceId, memberId, act: 'member_invited', subject: 'lou@example.test', details: { role: 'manager' } },
    ],
  });
  await prisma.savedReply.createMany({
    data: [
      {
        workspaceId,
        title: 'Délai de livraison',
        folder: 'Livraison',
        fr: 'Bonjour {{first_name|à vous}}, votre colis part demain de notre atelier.',
        en: 'Hello {{first_name|there}}, your parcel leaves our workshop tomorrow.',
        foldedText: 'delai de livraison\nlivraison',
      },
      { workspaceId, title: 'Opening hours', fr: '', en: 'We open at nine, {{closing}}.', foldedText: 'opening hours' },
    ],
  });
  await prisma.guidance.createMany({
    data: [
      { workspaceId, words: ['zellige', 'tadelakt'], fr: 'Nous n’en vendons plus.', startsAt: new Date(0) },
      {
        workspaceId,
        words: ['soldes'],
        fr: 'Renvoyez vers la page des soldes.',
        en: 'Lead to the page of the sales.',
        startsAt: new Date(Date.now() + 86_400_000),
        endsAt: new Date(Date.now() + 8 * 86_400_000),
      },
      { workspaceId, words: ['panne'], en: 'Say that we know of it.', startsAt: new Date(0), withdrawnAt: new Date() },
    ],
  });
  await prisma.replyField.create({
    data: { workspaceId, name: 'phone', fr: '01 02 03 04 05', en: '+33 1 02 03 04 05' },
  });
  await prisma.itemField.createMany({
    data: [
      {
        workspaceId,
        name: 'Motif',
        kind: 'choice',
        options: ['Livraison', 'Produit abîmé', 'Prix'],
        itemKinds: ['review'],
      },
      { workspaceId, name: 'Magasin', kind: 'text', itemKinds: ['review'] },
      { workspaceId, name: 'Étiquette', kind: 'tag', itemKinds: ['review'] },
    ],
  });
  await prisma.guardRails.create({
    data: {
      workspaceId,
      address: 'vous',
      tone: 'Chaleureux, jamais familier. On remercie d’abord.',
      bannedWords: ['rembours*', 'refund*'],
      requiredWords: [],
      signatureFr: 'L’équipe',
      signatureEn: '',
      fixesTypography: true,
      mayOverride: true,
      onlyOwnerSends: false,
    },
  });
  await prisma.savedView.createMany({
    data: [
      { workspaceId, memberId, name: 'Instagram, à moi', filter: { network: 'instagram', assignee: 'me' } },
      { workspaceId, memberId: null, name: 'Delivery', filter: { tag: 'delivery' } },
    ],
  });
}
