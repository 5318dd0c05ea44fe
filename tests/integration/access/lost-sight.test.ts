import { afterAll, expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { bulkAct } from '#lib/items/bulk/bulk-act.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { releaseItem } from '#lib/items/claims/release-item.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import { changeRole } from '#lib/items/members/change-role.ts';
import { chooseChannels } from '#lib/items/members/choose-channels.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { undoAct } from '#lib/items/undo-act.ts';
import { reply } from '#lib/outbox/reply.ts';
import { aChannel, aMember, aMessage, anItem, aWorkspace } from '#tests/support/factories.ts';

afterAll(closeDatabase);

const ITEMS = 24;

/** A member in the middle of work on the items of a channel that is about to be taken from them. */
async function aBusyMember() {
  const { workspaceId, admin } = await aWorkspace();
  const [lost, kept] = await Promise.all([aChannel({ workspaceId }), aChannel({ workspaceId })]);
  const items = await Promise.all(Array.from({ length: ITEMS }, () => anItem({ workspaceId, channelId: lost.id })));
  await Promise.all(items.map(({ id }) => aMessage({ workspaceId, itemId: id })));
  const member = await aMember({ workspaceId });
  return { admin, member, itemIds: items.map(({ id }) => id), kept };
}
type Busy = Awaited<ReturnType<typeof aBusyMember>>;

const takings = {
  'loses the channel': ({ admin, member: { memberId }, kept }: Busy) =>
    chooseChannels(admin, { memberId, channelIds: [kept.id] }),
  leaves: ({ admin, member: { memberId } }: Busy) => removeMember(admin, { memberId }),
  'becomes a client': ({ admin, member: { memberId } }: Busy) => changeRole(admin, { memberId, role: 'client' }),
};

const works = {
  claims: async ({ member, itemIds }: Busy) => itemIds.map((itemId) => () => claimItem(member, { itemId })),
  'claims many at once': async ({ member, itemIds }: Busy) =>
    inParts(itemIds, 3).map((part) => () => bulkAct(member, { act: 'claim', itemIds: part })),
  replies: async ({ member, itemIds }: Busy) =>
    itemIds.map((itemId) => () => reply(member, { itemId, text: 'Merci, nous regardons cela.' })),
  'undoes giving back': async ({ member, itemIds }: Busy) => {
    const undos: string[] = [];
    for (const itemId of itemIds) {
      await claimItem(member, { itemId });
      const { undo } = await releaseItem(member, { itemId });
      if (undo) undos.push(undo);
    }
    return undos.map((undo) => () => undoAct(member, { undo }));
  },
};

const cases = Object.keys(works).flatMap((work) => Object.keys(takings).map((taking) => ({ work, taking })));

test.each(cases)(
  'of a member who $work and at that moment $taking, no item stays behind',
  async ({ work, taking }) => {
    const busy = await aBusyMember();
    const calls = await works[work as keyof typeof works](busy);
    const [begun, rest] = [calls.slice(0, calls.length / 2), calls.slice(calls.length / 2)];
    const all = await Promise.allSettled([
      ...begun.map((call) => call()),
      takings[taking as keyof typeof takings](busy),
      ...rest.map((call) => call()),
    ]);
    expect(all[begun.length]).toMatchObject({ status: 'fulfilled' });
    expect(await ownersOf(busy.admin)).not.toContain(busy.member.memberId);
  },
  60_000,
);

async function ownersOf(admin: Caller): Promise<(string | null)[]> {
  return (await listItems(admin, { limit: 100 })).items.map(({ owner }) => owner?.id ?? null);
}

function inParts<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
}
