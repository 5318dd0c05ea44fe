import { aMessage, aTag } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { ago, DAY, HOUR, type ItemsGiven, itemsOf, MINUTE } from './make.ts';
import { seedCase } from './seed-case.ts';
import { seedSending } from './sending.ts';

const LONG = 'La théière est arrivée avec une anse fendue, et le mot dans le colis dit tout le contraire. '.repeat(60);

/** One item for each thing that an item can show. @returns their ids by what they show */
export async function seedItems(given: ItemsGiven) {
  const { workspaceId, members } = given;
  const { prisma } = database();
  const { make } = itemsOf(given);
  const comment = await make('instagram', 'Léa Fontaine', 'Bonjour, la théière bleue revient-elle en stock ?');
  await seedThread(given, comment.id);
  const dm = await make('facebook', 'Marc Oury', 'Bonjour, je voudrais changer l’adresse de ma commande 4127.', {
    at: HOUR,
    item: { kind: 'message', replyDeadline: new Date(Date.now() + 2 * HOUR + 30 * MINUTE) },
  });
  const dmClosed = await make('instagram', 'Élise Roy', 'Vous étiez ouverts la semaine dernière ?', {
    at: 9 * DAY,
    item: { kind: 'message' },
  });
  const review = await make('google', 'Paul Henry', 'Joli choix, prix un peu élevés.', {
    item: { kind: 'review', rating: 2 },
    message: { rating: 2 },
  });
  const mention = await make('x', 'Nina Martin', 'Petit déjeuner servi dans la vaisselle de @maisonlune, un bonheur.', {
    item: { kind: 'mention', priority: 1 },
  });
  await prisma.$executeRaw`UPDATE "item" SET "confidentialTo" = ARRAY[${members.me}::uuid] WHERE "id" = ${mention.id}::uuid`;
  const long = await make('facebook', 'Augustine-Philippine de La Rochefoucauld-Montbazon', LONG);
  const edited = await make('instagram', 'Sam Adé', 'Le code AUTOMNE10 ne fonctionne pas chez moi.', {
    item: { editedAt: ago(3 * MINUTE) },
    message: { editedAt: ago(3 * MINUTE), textChangedAt: ago(3 * MINUTE) },
  });
  await prisma.messageVersion.create({
    data: { workspaceId, messageId: edited.messageId, replacedAt: ago(3 * MINUTE), text: 'Le code ne marche pas.' },
  });
  const deleted = await make('facebook', 'Zoé Blin', 'Vous ne répondez jamais, c’est pénible.', {
    item: { deletedAt: ago(2 * MINUTE) },
    message: { deletedAt: ago(2 * MINUTE) },
  });
  const hidden = await make('facebook', 'Grincheux', 'Achetez plutôt chez moi : https://example.test/moins-cher', {
    message: { hidden: true, liked: true },
  });
  const held = await make('youtube', 'Inconnu', 'Super vidéo, voyez ma chaîne.', {
    item: { variant: 'held' },
    message: { variant: 'held' },
  });
  const untold = await make('instagram', '', '', {
    item: { kind: 'mention', variant: 'untold_to_connection' },
    message: { variant: 'untold_to_connection', url: 'https://www.instagram.com/maisonlune/' },
  });
  const encrypted = await make('x', 'Camille Roy', '', {
    item: { kind: 'message', variant: 'encrypted' },
    message: { variant: 'encrypted', url: 'https://x.com/messages', reference: { encrypted: 'true' } },
  });
  const foreign = await make('facebook', 'نور الدين', 'مرحبا، هل تشحنون إلى المغرب؟ الطلب رقم 4127', {
    item: { language: 'ar' },
    message: { language: 'ar' },
  });
  const taken = await make('instagram', 'Hugo Blanc', 'Ma carte a été débitée deux fois, pouvez-vous vérifier ?', {
    item: { ownerId: members.colleague, claimedUntil: new Date(Date.now() + DAY) },
  });
  const routedAt = ago(20 * MINUTE);
  const mine = await make('facebook', 'Ana Silva', 'Do you ship to Lisbon before Christmas?', {
    item: { ownerId: members.me, claimedUntil: new Date(Date.now() + DAY), heldSince: routedAt, language: 'en' },
  });
  await prisma.itemRoute.create({
    data: {
      workspaceId,
      itemId: mine.id,
      memberId: members.me,
      routedAt,
      reason: 'most_room',
      weight: 2,
      load: 11,
      capacity: 30,
      candidates: 3,
    },
  });
  const shared = await make('instagram', 'Zoé Carpentier', 'Le colis est ouvert et il manque deux bols.', {
    item: { ownerId: members.me, claimedUntil: new Date(Date.now() + DAY), heldSince: ago(3 * HOUR), needsAll: true },
  });
  await seedPeople(given, shared.id);
  const givenBack = await make('facebook', 'Omar Diallo', 'Toujours aucune nouvelle de ma commande…', {
    item: { lapsedOwnerId: members.colleague },
  });
  const cutOff = await make('threads', 'Maya Klein', 'Is the blue one coming back? I missed it last month.');
  const media = await make('facebook', 'Ugo Petit', 'Deux assiettes cassées à l’arrivée, comment fait-on ?', {
    item: { hasAttachments: true },
  });
  await seedMedia(given, media.messageId);
  const erased = await make('facebook', 'Contact effacé', '', { message: { erasedAt: ago(HOUR), text: '' } });
  const talkative = await make('facebook', 'Yasmine Haddad', 'Bonjour ?', { at: 2 * DAY, item: { kind: 'message' } });
  await seedTalk(given, talkative.id);
  const joined = await make('facebook', 'Inès Carrier', 'Commande 4127 : toujours rien reçu.');
  const joinedToo = await make('instagram', 'Inès Carrier', 'Je vous écris aussi ici, sans réponse.', {
    item: { kind: 'message' },
  });
  await seedCase(given, [joined.id, joinedToo.id]);
  const waiting = await make('instagram', 'Louis Faure', 'Merci !', { item: { status: 'waiting' } });
  const snoozed = await make('instagram', 'Rose Petit', 'Je repasse lundi.', {
    item: { status: 'snoozed', snoozedUntil: new Date(Date.now() + 3 * DAY) },
  });
  const resolved = await make('instagram', 'Jean Roux', 'Parfait, merci.', {
    item: { status: 'resolved', resolvedAt: ago(HOUR) },
  });
  const ignored = await make('instagram', 'Bot 4127', 'Follow me', { item: { status: 'ignored' } });
  const sending = await seedSending(given);
  const ids = {
    comment,
    dm,
    dmClosed,
    review,
    mention,
    long,
    edited,
    deleted,
    hidden,
    held,
    untold,
    encrypted,
    foreign,
    taken,
    mine,
    shared,
    givenBack,
  };
  const more = { joined, cutOff, media, erased, talkative, waiting, snoozed, resolved, ignored, ...sending };
  return Object.fromEntries(Object.entries({ ...ids, ...more }).map(([name, { id }]) => [name, id])) as Record<
    keyof typeof ids | keyof typeof more,
    string
  >; // the keys are those of the two objects
}

/** A tree of comments, a note, tags and what was done with the item. */
async function seedThread({ workspaceId, members }: ItemsGiven, itemId: string) {
  const { prisma } = database();
  const said = [
    ['inbound', 'Et en rouge ?', 8],
    ['outbound', 'Oui, les deux reviennent le 12. Nous la mettons de côté ?', 6],
    ['inbound', 'Volontiers ! https://example.test/theiere 🫖', 4],
  ] as const;
  for (const [direction, text, minutes] of said) {
    const more = direction === 'outbound' ? { memberId: members.me, url: 'https://example.test/reply' } : {};
    await aMessage({ workspaceId, itemId, direction, text, createdAt: ago(minutes * MINUTE), ...more });
  }
  const quoted = await prisma.message.findFirstOrThrow({ where: { workspaceId, itemId, text: 'Et en rouge ?' } });
  const note = await prisma.note.create({
    data: {
      workspaceId,
      itemId,
      memberId: members.me,
      text: '@Léa Aubin Voir avec l’atelier avant de promettre une date.',
      quotedMessageId: quoted.id,
      editedAt: ago(MINUTE),
    },
  });
  const file = { workspaceId, itemId, noteId: note.id, uploaderId: members.me };
  const picture = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
  const order = Buffer.from('%PDF-1.7');
  await prisma.noteFile.createMany({
    data: [
      { ...file, name: 'théière.gif', mimeType: 'image/gif', size: picture.length, bytes: picture },
      {
        ...file,
        position: 1,
        name: 'Bon de l’atelier.pdf',
        mimeType: 'application/pdf',
        size: order.length,
        bytes: order,
      },
    ],
  });
  await prisma.noteMention.create({ data: { workspaceId, itemId, noteId: note.id, memberId: members.colleague } });
  for (const name of ['livraison', 'delivery', 'un nom d’étiquette assez long pour être coupé']) {
    await aTag({ workspaceId, name, itemId });
  }
  await prisma.itemHistory.createMany({
    data: [
      { workspaceId, itemId, memberId: members.colleague, actor: 'member', act: 'claimed' },
      { workspaceId, itemId, memberId: members.colleague, actor: 'member', act: 'released' },
    ],
  });
}

/** A team, a contributor, and a colleague who asks for it with a word. */
async function seedPeople({ workspaceId, members }: ItemsGiven, itemId: string) {
  const { prisma } = database();
  const team = await prisma.team.create({ data: { workspaceId, name: 'Service après-vente' } });
  await prisma.teamMember.create({ data: { workspaceId, teamId: team.id, memberId: members.colleague } });
  await prisma.item.update({
    where: { workspaceId_id: { workspaceId, id: itemId } },
    data: { teamId: team.id },
  });
  const now = new Date();
  await prisma.itemContributor.create({
    data: { workspaceId, itemId, memberId: members.colleague, doneAt: now, status: 'open', lastActivityAt: now },
  });
  await prisma.itemRequest.create({
    data: {
      workspaceId,
      itemId,
      memberId: members.colleague,
      holderId: members.me,
      word: 'Je connais la cliente, je peux m’en occuper ?',
    },
  });
}

/** Pictures, recordings, a file and a link, and one of which the network has lost the bytes. */
async function seedMedia({ workspaceId, pictures }: ItemsGiven, messageId: string) {
  const photo = { mimeType: 'image/png', width: 240, height: 160 };
  const kinds = [
    { kind: 'image', url: `${pictures}/plate.png`, altText: 'Une assiette bleue, fendue', ...photo },
    { kind: 'image', url: `${pictures}/missing.png`, ...photo },
    { kind: 'video', url: `${pictures}/video.mp4`, previewUrl: `${pictures}/still.png`, altText: 'Le colis, ouvert' },
    { kind: 'audio', url: `${pictures}/voice.mp3` },
    { kind: 'file', url: `${pictures}/facture.pdf`, title: 'Facture 4127.pdf', mimeType: 'application/pdf' },
    { kind: 'link', url: 'https://example.test/suivi', title: 'Suivi du colis' },
  ] as const;
  await database().prisma.attachment.createMany({
    data: kinds.map((one, position) => ({ workspaceId, messageId, position, ...one })),
  });
}

/** More messages than an item shows at first. */
async function seedTalk({ workspaceId, members }: ItemsGiven, itemId: string) {
  for (let at = 0; at < 70; at++) {
    const direction = at % 3 === 2 ? 'outbound' : 'inbound';
    const createdAt = ago(2 * DAY - (at + 1) * 2 * MINUTE);
    const memberId = direction === 'outbound' ? members.colleague : null;
    await aMessage({ workspaceId, itemId, direction, text: `Message ${at + 2}`, createdAt, memberId, isPrivate: true });
  }
}
