import { expect, test } from 'vitest';
import { changeGuidance } from '#lib/guidance/change-guidance.ts';
import { createGuidance } from '#lib/guidance/create-guidance.ts';
import { getItemGuidance } from '#lib/guidance/get-item-guidance.ts';
import { listGuidance } from '#lib/guidance/list-guidance.ts';
import { GUIDANCE_LIMIT } from '#lib/guidance/types.ts';
import { withdrawGuidance } from '#lib/guidance/withdraw-guidance.ts';
import { tagItem } from '#lib/items/tags/tag-item.ts';
import { listAudit } from '#lib/workspaces/list-audit.ts';
import { database } from '#tests/support/owner-database.ts';
import { aChannel, aMember, anItem, aMessage, aPost, aTag, aWorkspace } from '#tests/support/factories.ts';
import { aMemberOf } from '../access/hidden-world.ts';
import { pin, textsFor } from './support.ts';

const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();

async function aPlace() {
  const { workspaceId, admin } = await aWorkspace();
  const channel = await aChannel({ workspaceId });
  const post = await aPost({ workspaceId, channelId: channel.id, text: 'Nos théières' });
  const item = await anItem({ workspaceId, channelId: channel.id, postId: post.id });
  await aMessage({ workspaceId, itemId: item.id, text: 'Où en est ma LIVRAISON, svp ?' });
  const other = await anItem({ workspaceId, channelId: (await aChannel({ workspaceId })).id });
  await aMessage({ workspaceId, itemId: other.id, text: 'Merci, livraisons rapides' });
  const lead = await aMember({ workspaceId, role: 'lead' });
  const cm = await aMember({ workspaceId });
  return { workspaceId, admin, lead, cm, channelId: channel.id, postId: post.id, itemId: item.id, otherId: other.id };
}

test('guidance holds for the items under its post, with its tag, about its words or of its channel, and no others', async () => {
  const { workspaceId, lead, cm, channelId, postId, itemId, otherId } = await aPlace();
  const tag = await aTag({ workspaceId, name: 'retard', itemId: (await anItem({ workspaceId })).id });
  await pin(lead, { channelId }, { fr: 'canal' });
  await pin(lead, { tagId: tag.id }, { fr: 'étiquette' });
  await pin(lead, { words: ['delivery', 'livraison'] }, { fr: 'mot' });
  await pin(lead, { postId }, { fr: 'publication' });
  // What is nearest comes first.
  expect(await textsFor(cm, itemId)).toEqual(['publication', 'mot', 'canal']);
  expect(await textsFor(cm, otherId)).toEqual([]);
  await tagItem(cm, { itemId: otherId, add: ['retard'] });
  expect(await textsFor(cm, otherId)).toEqual(['étiquette']);
  // What was deleted or said by the brand counts for nothing.
  await aMessage({ workspaceId, itemId: otherId, text: 'delivery', direction: 'outbound' });
  const gone = await aMessage({ workspaceId, itemId: otherId, text: 'delivery' });
  await database().prisma.message.update({
    where: { workspaceId_id: { workspaceId, id: gone.id } },
    data: { deletedAt: new Date() },
  });
  expect(await textsFor(cm, otherId)).toEqual(['étiquette']);
  await aMessage({ workspaceId, itemId: otherId, text: 'My Delivery?' });
  expect(await textsFor(cm, otherId)).toEqual(['mot', 'étiquette']);
});

test('guidance holds from its beginning until its end, and the list says which holds, is coming and is over', async () => {
  const { workspaceId, lead, cm, postId, itemId } = await aPlace();
  await pin(lead, { postId }, { fr: 'plus tard', startsAt: inHours(2) });
  const brief = await pin(lead, { postId }, { fr: 'bref', endsAt: inHours(1) });
  await pin(lead, { postId }, { fr: '', en: 'withdrawn' }).then((one) => withdrawGuidance(lead, one));
  const { guidance, changesAt } = await getItemGuidance(cm, { itemId });
  expect(guidance.map(({ fr }) => fr)).toEqual(['bref']);
  expect(Date.parse(changesAt ?? '') - Date.now()).toBeGreaterThan(HOUR_MS - 60_000);
  expect(Date.parse(changesAt ?? '') - Date.now()).toBeLessThanOrEqual(HOUR_MS);
  await database().prisma.guidance.update({
    where: { workspaceId_id: { workspaceId, id: brief.guidanceId } },
    data: { startsAt: new Date(Date.now() - HOUR_MS), endsAt: new Date(Date.now() - 1) },
  });
  expect(await textsFor(cm, itemId)).toEqual([]);
  const states = (await listGuidance(lead)).map(({ state, fr, en }) => [state, fr || en]);
  expect(states).toEqual([
    ['coming', 'plus tard'],
    ['ended', 'withdrawn'],
    ['ended', 'bref'],
  ]);
});

test('leads and admins write it, managers read it, clients do not see it', async () => {
  const { workspaceId, admin, lead, cm, postId, itemId } = await aPlace();
  const client = await aMember({ workspaceId, role: 'client' });
  await pin(admin, { postId });
  await pin(lead, { postId });
  await expect(pin(cm, { postId })).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(listGuidance(cm)).rejects.toMatchObject({ code: 'not_allowed' });
  expect(await textsFor(cm, itemId)).toHaveLength(2);
  await expect(getItemGuidance(client, { itemId })).rejects.toMatchObject({ code: 'not_allowed' });
});

test('refuses what says nothing, ends before its beginning, or is about what is not there', async () => {
  const { lead, channelId, postId } = await aPlace();
  const stranger = await aPlace();
  await expect(pin(lead, { postId }, { fr: ' ', en: '' })).rejects.toMatchObject({ code: 'text_empty' });
  await expect(pin(lead, { postId }, { endsAt: inHours(-1) })).rejects.toMatchObject({ code: 'invalid' });
  await expect(pin(lead, { words: ['!!'] })).rejects.toMatchObject({ code: 'invalid' });
  await expect(pin(lead, { words: [] })).rejects.toMatchObject({ code: 'invalid' });
  await expect(pin(lead, { postId: stranger.postId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(pin(lead, { channelId: stranger.channelId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(pin(lead, { tagId: channelId })).rejects.toMatchObject({ code: 'not_found' });
  const other = await pin(stranger.lead, { postId: stranger.postId });
  await expect(withdrawGuidance(lead, other)).rejects.toMatchObject({ code: 'not_found' });
});

test('guidance about a hidden channel and its posts does not show, neither to change it nor to see what it said', async () => {
  const { workspaceId, admin, channelId, postId, itemId } = await aPlace();
  const seen = await aChannel({ workspaceId });
  const lead = await aMemberOf(workspaceId, [seen.id], { role: 'lead' });
  const hidden = [await pin(admin, { channelId }), await pin(admin, { postId })];
  await pin(admin, { words: ['livraison'] }, { fr: 'mot' });
  expect((await listGuidance(lead)).map(({ fr }) => fr)).toEqual(['mot']);
  await expect(getItemGuidance(lead, { itemId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(pin(lead, { postId })).rejects.toMatchObject({ code: 'not_found' });
  for (const one of hidden) {
    await expect(withdrawGuidance(lead, one)).rejects.toMatchObject({ code: 'not_found' });
    await expect(changeGuidance(lead, { ...one, fr: 'x' })).rejects.toMatchObject({ code: 'not_found' });
  }
});

test('every version is kept with who wrote it, and stands in the audit log', async () => {
  const { admin, lead, postId } = await aPlace();
  const one = await pin(lead, { postId }, { fr: 'premier' });
  await changeGuidance(admin, { ...one, fr: 'second' });
  await withdrawGuidance(lead, { ...one, version: 2 });
  const [view] = await listGuidance(lead);
  expect(view).toMatchObject({ state: 'ended', about: 'Nos théières', version: 3 });
  expect(view?.history.map(({ act, fr, member }) => [act, fr, member?.id])).toEqual([
    ['withdrawn', 'second', lead.memberId],
    ['changed', 'second', admin.memberId],
    ['created', 'premier', lead.memberId],
  ]);
  const { entries } = await listAudit(admin);
  expect(entries.slice(0, 3).map(({ act }) => act)).toEqual([
    'guidance_withdrawn',
    'guidance_changed',
    'guidance_created',
  ]);
  await expect(changeGuidance(lead, { ...one, version: 3, fr: 'x' })).rejects.toMatchObject({ code: 'conflict' });
});

test('of several leads who change the same version at once, one wins', async () => {
  const { admin, lead, postId } = await aPlace();
  const one = await pin(lead, { postId });
  const tries = [
    ...Array.from({ length: 8 }, (_, at) => changeGuidance(at % 2 ? admin : lead, { ...one, fr: `texte ${at}` })),
    withdrawGuidance(lead, one),
  ];
  const ends = await Promise.allSettled(tries);
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const end of ends) if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'conflict' });
  expect((await listGuidance(lead))[0]?.history).toHaveLength(2);
});

test('a workspace has no more open guidance than the limit, also when many are pinned at once', async () => {
  const { workspaceId, lead, postId, channelId } = await aPlace();
  const row = { workspaceId, postId, channelId, fr: 'x', startsAt: new Date() };
  await database().prisma.guidance.createMany({ data: Array.from({ length: GUIDANCE_LIMIT - 2 }, () => row) });
  const ends = await Promise.allSettled(
    Array.from({ length: 6 }, () => createGuidance(lead, { about: { postId }, fr: 'x' })),
  );
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  expect(await database().prisma.guidance.count({ where: { workspaceId } })).toBe(GUIDANCE_LIMIT);
});
