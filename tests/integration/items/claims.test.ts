import { expect, test } from 'vitest';
import { database } from '#tests/support/owner-database.ts';
import { assignItem } from '#lib/items/assign-item.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { releaseItem } from '#lib/items/claims/release-item.ts';
import { releaseLapsedClaims } from '#lib/items/claims/release-lapsed-claims.ts';
import { renewClaims } from '#lib/items/claims/renew-claims.ts';
import { LEASE_MS } from '#lib/items/types.ts';
import { Refusal } from '#lib/refusal.ts';
import { aMember, anItem, aWorkspace } from '#tests/support/factories.ts';

const itemRow = async (workspaceId: string, id: string) =>
  await database().prisma.item.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id } } });
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

test('of two hundred members who claim one item at once, one wins and the others are told who', async () => {
  const { workspaceId } = await aWorkspace();
  const { id: itemId } = await anItem({ workspaceId });
  const members = await Promise.all(
    Array.from({ length: 200 }, (_, n) => aMember({ workspaceId, name: `Member ${n}` })),
  );

  const outcomes = await Promise.allSettled(members.map((member) => claimItem(member, { itemId })));

  const won = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  expect(won).toHaveLength(1);
  const owner = won[0]?.item.owner;
  const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  expect(lost).toHaveLength(199);
  for (const refusal of lost) {
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ code: 'already_claimed', values: { owner } });
  }
  const { prisma } = database();
  expect(await prisma.itemHistory.count({ where: { workspaceId, itemId, act: 'claimed' } })).toBe(1);
  expect((await itemRow(workspaceId, itemId)).version).toBe(2);
});

test('an owner who claims again renews her lease and adds no history', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const soon = new Date(Date.now() + 60_000);
  const { id: itemId } = await anItem({ workspaceId, ownerId: admin.memberId, claimedUntil: soon });

  const { undo, item } = await claimItem(admin, { itemId });

  expect(undo).toBeNull();
  expect(Date.parse(item.claimedUntil ?? '')).toBeGreaterThan(Date.now() + LEASE_MS - 60_000);
  expect(await database().prisma.itemHistory.count({ where: { workspaceId, itemId } })).toBe(0);
});

test('an item whose claim has expired can be claimed by another member', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const { memberId } = await aMember({ workspaceId });
  const { id: itemId } = await anItem({ workspaceId, ownerId: memberId, claimedUntil: minutesAgo(1) });

  expect((await claimItem(admin, { itemId })).item.owner?.id).toBe(admin.memberId);
});

test('an assigned item cannot be claimed by others and does not expire', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const owner = await aMember({ workspaceId });
  const other = await aMember({ workspaceId });
  const { id: itemId } = await anItem({ workspaceId });
  await assignItem(admin, { itemId, ownerId: owner.memberId });

  await releaseLapsedClaims(new Date(Date.now() + 365 * 86_400_000));

  await expect(claimItem(other, { itemId })).rejects.toMatchObject({ code: 'already_claimed' });
});

test('a heartbeat renews only the claims of its own member', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const other = await aMember({ workspaceId });
  const soon = new Date(Date.now() + 60_000);
  const mine = await anItem({ workspaceId, ownerId: admin.memberId, claimedUntil: soon });
  const hers = await anItem({ workspaceId, ownerId: other.memberId, claimedUntil: soon });

  expect(await renewClaims(admin)).toBe(1);

  expect((await itemRow(workspaceId, mine.id)).claimedUntil?.getTime()).toBeGreaterThan(soon.getTime());
  expect((await itemRow(workspaceId, mine.id)).version).toBe(1);
  expect((await itemRow(workspaceId, hers.id)).claimedUntil).toEqual(soon);
});

test('the sweep releases expired claims once and records it', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const claim = { workspaceId, ownerId: admin.memberId, claimedUntil: minutesAgo(1) };
  const open = await anItem(claim);
  const resolved = await anItem({ ...claim, status: 'resolved' });

  const both = await Promise.all([releaseLapsedClaims(), releaseLapsedClaims()]);

  expect(both.reduce((sum, count) => sum + count, 0)).toBe(1);
  expect(await itemRow(workspaceId, open.id)).toMatchObject({ ownerId: null, claimedUntil: null, version: 2 });
  expect((await itemRow(workspaceId, resolved.id)).ownerId).toBe(admin.memberId);
  const [entry] = await database().prisma.itemHistory.findMany({ where: { workspaceId, itemId: open.id } });
  expect(entry).toMatchObject({ act: 'claim_lapsed', actor: 'system', memberId: null });
});

test("a member releases only her own items, a lead anyone's", async () => {
  const { workspaceId } = await aWorkspace();
  const [owner, colleague, lead] = [
    await aMember({ workspaceId }),
    await aMember({ workspaceId }),
    await aMember({ workspaceId, role: 'lead' }),
  ];
  const { id: itemId } = await anItem({ workspaceId });
  await claimItem(owner, { itemId });

  await expect(releaseItem(colleague, { itemId })).rejects.toMatchObject({ code: 'already_claimed' });
  expect((await releaseItem(owner, { itemId })).item.owner).toBeNull();
  await claimItem(owner, { itemId });
  expect((await releaseItem(lead, { itemId })).item.owner).toBeNull();
});

test('a client can neither claim nor release', async () => {
  const { workspaceId } = await aWorkspace();
  const client = await aMember({ workspaceId, role: 'client' });
  const { id: itemId } = await anItem({ workspaceId });
  await expect(claimItem(client, { itemId })).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(releaseItem(client, { itemId })).rejects.toMatchObject({ code: 'not_allowed' });
});
