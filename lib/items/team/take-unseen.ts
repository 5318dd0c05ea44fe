import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { clearPresence, emitPresenceGone, type LeftItem } from '#lib/realtime/clear-presence.ts';
import type { MemberRef } from '../types.ts';
import { returnUnseenItems } from '../members/return-items.ts';

type Taken = { freedItems: number; left: { member: MemberRef; items: LeftItem[] }[] };

/** Takes from people who may see fewer channels what they hold in the others, and their presence everywhere. */
export async function takeUnseen(tx: Tx, caller: Caller, losing: readonly MemberRef[]): Promise<Taken> {
  const { workspaceId } = caller;
  const taken: Taken = { freedItems: 0, left: [] };
  for (const member of losing) {
    taken.freedItems += await returnUnseenItems(tx, caller, { memberId: member.id });
    taken.left.push({ member, items: await clearPresence(tx, { workspaceId, memberId: member.id }) });
  }
  return taken;
}

/** Tells every open browser, after the commit, whom they no longer see. */
export async function announceLost(workspaceId: string, { left }: Taken): Promise<void> {
  for (const { member, items } of left) await emitPresenceGone(workspaceId, member, items);
}
