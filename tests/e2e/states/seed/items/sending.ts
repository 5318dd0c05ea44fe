import type { Prisma } from '#lib/db/generated/client.ts';
import { database } from '#tests/support/owner-database.ts';
import { DAY, type ItemsGiven, itemsOf, MINUTE } from './make.ts';

/** An item for each way in which a reply or another action can stand. */
export async function seedSending(given: ItemsGiven) {
  const { make, reply, act } = itemsOf(given);
  const { workspaceId, members } = given;
  const { prisma } = database();
  await prisma.approvalRule.create({ data: { workspaceId, name: 'Crise', authorId: members.colleague } });
  const asked = async (messageId: string, approval: Partial<Prisma.ApprovalUncheckedCreateInput>) => {
    const { id, itemId } = await prisma.action.findFirstOrThrow({ where: { workspaceId, messageId } });
    await prisma.approval.create({ data: { workspaceId, actionId: id, itemId, ...approval } });
  };
  const promise = async (itemId: string, given: { text: string; dueAt: Date }) => {
    const owed = { state: 'open', openedAt: new Date(), remindAt: given.dueAt, remindedAt: new Date() };
    const row = { workspaceId, itemId, madeById: members.colleague, lateAt: new Date(), ...owed, ...given };
    await prisma.itemPromise.create({ data: row });
  };
  const tomorrow = new Date(Date.now() + DAY);
  const ours = { previewDirection: 'outbound' } as const;
  const answer = 'Oui, elle passe au lave-vaisselle, à 60 °C au plus.';

  const published = await make('facebook', 'Clara Noël', 'Elle passe au lave-vaisselle, cette tasse ?');
  await reply(published, answer, { state: 'done', finishedAt: new Date() });
  const queued = await make('facebook', 'Lou Garnier', 'La boutique est-elle ouverte lundi ?', { item: ours });
  await reply(queued, answer, { state: 'queued', dueAt: tomorrow });
  const sending = await make('facebook', 'Noa Martin', 'Y a-t-il encore des places samedi ?', { item: ours });
  await reply(sending, answer, { state: 'sending', leaseUntil: tomorrow });
  const failed = await make('facebook', 'Ivan Costa', 'Livrez-vous au Canada avant Noël ?', {
    item: { ...ours, sendFailed: true },
  });
  await reply(failed, answer, {
    state: 'failed',
    errorKind: 'refused',
    errorReason: 'text_too_long',
    finishedAt: new Date(),
  });
  const unconfirmed = await make('facebook', 'Ella Dubois', 'Peut-on personnaliser avec un prénom ?', {
    item: { ...ours, sendFailed: true },
  });
  await reply(unconfirmed, answer, { state: 'unconfirmed', finishedAt: new Date() });
  const changed = await make('facebook', 'Omar Sy-Diallo', 'Et pour 40 tasses, à qui écrire ?', {
    item: { ...ours, sendFailed: true },
    message: { editedAt: new Date(Date.now() - MINUTE), textChangedAt: new Date(Date.now() - MINUTE) },
  });
  await reply(changed, answer, {
    state: 'failed',
    errorKind: 'refused',
    errorReason: 'target_changed',
    finishedAt: new Date(),
  });
  const toApprove = await make('facebook', 'Jeanne Abadie', 'Il est arrivé cassé. Que faites-vous ?', { item: ours });
  const waiting = await reply(
    toApprove,
    'Nous en sommes désolés : nous vous en envoyons un autre aujourd’hui.',
    { state: 'awaiting_approval', memberId: members.colleague, scheduledFor: tomorrow },
    { memberId: members.colleague },
  );
  await asked(waiting.id, { escalatedAt: new Date() });
  const sentBack = await make('facebook', 'Marc Eloi', 'Votre vendeur a été très désagréable.', { item: ours });
  const returned = await reply(sentBack, 'Ah bon ?', { state: 'sent_back' });
  await asked(returned.id, {
    deciderId: members.colleague,
    decidedAt: new Date(),
    word: 'Présentons d’abord des excuses, puis demandons quand et où.',
  });
  const inTwoDays = new Date(Date.now() + 2 * DAY);
  const planned = { scheduledFor: inTwoDays, dueAt: inTwoDays, seen: {} };
  const scheduled = await make('facebook', 'Rose Amar', 'Quand rouvre l’atelier ?', { item: ours });
  await reply(scheduled, 'L’atelier rouvre lundi à 10 h : nous vous y attendons.', { state: 'scheduled', ...planned });
  const promised = await make('facebook', 'Ines Roy', 'Quand arrive ma commande ?', { item: ours });
  await reply(promised, 'Nous revenons vers vous vendredi.', { state: 'done', finishedAt: new Date() });
  await promise(promised.id, { text: 'Nous revenons vers vous vendredi.', dueAt: inTwoDays });
  await promise(promised.id, { text: 'Un geste promis au téléphone', dueAt: new Date(Date.now() - DAY) });
  const heldReply = await make('facebook', 'Paul Lunel', 'Le marché a-t-il lieu dimanche ?');
  await reply(heldReply, 'Oui, de 9 h à 13 h.', { state: 'held', heldReason: 'author_wrote', ...planned });
  const awaited = await make('youtube', 'Théo Colin', 'Les dimensions du grand bol ?');
  await reply(awaited, answer, { state: 'done', finishedAt: new Date() }, { variant: 'held' });
  const toPhone = { item: { kind: 'message' } } as const;
  const delivered = await make('whatsapp', 'Anaïs Roux', 'Vous livrez le samedi ?', toPhone);
  const told = { deliveryAt: new Date(Date.now() - MINUTE), url: null };
  await reply(
    delivered,
    'Oui, le matin.',
    { state: 'done', finishedAt: new Date() },
    { deliveryState: 'read', ...told },
  );
  await reply(
    delivered,
    'Bonjour Anaïs, nous avons la réponse à votre question. Écrivez-nous ici pour la suite.',
    { state: 'done', finishedAt: new Date(), template: { name: 'reponse_commande' } },
    { deliveryState: 'delivered', ...told },
  );
  const undelivered = await make('whatsapp', 'Bo Petit', 'Et le dimanche ?', {
    item: { kind: 'message', sendFailed: true },
  });
  await reply(undelivered, 'Non, pas le dimanche.', {
    state: 'failed',
    errorKind: 'refused',
    errorReason: 'recipient_closed',
    finishedAt: new Date(),
  });
  const templated = await make('whatsapp', 'Léonie Brun', 'Ma commande est-elle partie ?', { ...toPhone, at: 2 * DAY });
  const hideFailed = await make('facebook', 'Pub Express', 'Gagnez 500 € par jour.', { item: { sendFailed: true } });
  await act(hideFailed, {
    kind: 'hide',
    state: 'failed',
    errorKind: 'refused',
    errorReason: 'not_offered',
    finishedAt: new Date(),
  });
  const blocked = await make('facebook', 'Troll 12', 'Bouh.');
  await act(blocked, { kind: 'block', state: 'done', finishedAt: new Date() });
  return {
    published,
    queued,
    sending,
    failed,
    unconfirmed,
    changed,
    toApprove,
    sentBack,
    scheduled,
    promised,
    heldReply,
    awaited,
    delivered,
    undelivered,
    templated,
    hideFailed,
    blocked,
  };
}
