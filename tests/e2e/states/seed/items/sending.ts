import { DAY, type ItemsGiven, itemsOf, MINUTE } from './make.ts';

/** An item for each way in which a reply or another action can stand. */
export async function seedSending(given: ItemsGiven) {
  const { make, reply, act } = itemsOf(given);
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
  const awaited = await make('youtube', 'Théo Colin', 'Les dimensions du grand bol ?');
  await reply(awaited, answer, { state: 'done', finishedAt: new Date() }, { variant: 'held' });
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
  return { published, queued, sending, failed, unconfirmed, changed, awaited, hideFailed, blocked };
}
