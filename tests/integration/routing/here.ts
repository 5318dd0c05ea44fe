import type { Caller } from '#lib/caller.ts';
import { editRouting } from '#lib/routing/edit-routing.ts';
import { noRouting, type RoutingView } from '#lib/routing/types.ts';
import { aChannel, aMember, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';

/** A workspace that distributes its items: each takes one of a capacity of two, unless the rules say otherwise. */
export async function aRoutedWorkspace(rules: Partial<RoutingView> = {}) {
  const { workspaceId, admin } = await aWorkspace();
  const weights = { message: 1, comment: 1, review: 1, mention: 1 };
  await editRouting(admin, { ...noRouting, isOn: true, capacity: 2, weights, ...rules });
  const channel = await aChannel({ workspaceId });
  return { workspaceId, admin, channelId: channel.id };
}

/** A manager whose browser is open. */
export async function aPersonHere(workspaceId: string, name: string): Promise<Caller> {
  const member = await aMember({ workspaceId, name });
  await openBrowser(member);
  return member;
}

export async function openBrowser({ workspaceId, memberId }: Caller): Promise<void> {
  await database().prisma.liveStream.create({ data: { workspaceId, memberId } });
}

export async function closeBrowser({ workspaceId, memberId }: Caller): Promise<void> {
  await database().prisma.liveStream.deleteMany({ where: { workspaceId, memberId } });
}

/** Who owns each item, in the order of the ids. */
export async function ownersOf(workspaceId: string, itemIds: readonly string[]): Promise<(string | null)[]> {
  const items = await database().prisma.item.findMany({
    where: { workspaceId, id: { in: [...itemIds] } },
    select: { id: true, ownerId: true },
  });
  return itemIds.map((itemId) => items.find(({ id }) => id === itemId)?.ownerId ?? null);
}
