import { inWorkspace, unlessArchived } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { knownLanguage, type Language } from '#lib/interface-languages.ts';
import { log } from '#lib/log.ts';
import {
  type Due,
  giveUpLost,
  type Outcome,
  recordOutcome,
  takeDue,
  type Way,
  workspacesWithDue,
} from './take-deliveries.ts';

/** What is sent to one member, and who and where she is. */
export type Parcel = Due & {
  workspaceId: string;
  person: { email: string; name: string; language: Language };
  workspace: { name: string; slug: string };
};

type How = {
  way: Way;
  /** In how many workspaces at once: one of slow receivers does not keep the others waiting. */
  workspaces: number;
  /** How many are under way at once in a workspace: one that is slow does not keep the others waiting. */
  lanes: number;
  /** After this time nothing more is taken, in milliseconds: what came meanwhile elsewhere does not wait for all that is here. */
  lastsMs: number;
  send: (parcel: Parcel) => Promise<Outcome>;
};

/** After this many receivers it is the next workspace's turn: a large one does not keep the others waiting. */
const RECEIVERS_A_TURN = 20;

/**
 * Sends what is due: one message for each receiver, whatever it tells of. The workspaces take turns. The rows are taken before
 * the outside is called and their outcome is recorded after it. What waits when its workspace is archived stays. What was taken
 * and never recorded is not sent again.
 */
export async function deliverDue({ workspaces, lastsMs, ...how }: How, now: Date): Promise<void> {
  const turns = await workspacesWithDue(how.way, now);
  const until = Date.now() + lastsMs;
  const deliver = async () => {
    for (let next = turns.shift(); next !== undefined && Date.now() < until; next = turns.shift()) {
      if (await takeTurn(next, { ...how, until }, now)) turns.push(next);
    }
  };
  await Promise.all(Array.from({ length: workspaces }, deliver));
}

/** @returns whether more may be due there */
async function takeTurn(
  workspaceId: string,
  { way, lanes, send, until }: Pick<How, 'way' | 'lanes' | 'send'> & { until: number },
  now: Date,
): Promise<boolean> {
  let taken = 0;
  let isMoreDue = true;
  const lane = async () => {
    while (isMoreDue && taken < RECEIVERS_A_TURN && Date.now() < until) {
      taken += 1;
      const parcel = await unlessArchived(workspaceId, (tx) => takeParcel(tx, { way, workspaceId, now }));
      if (parcel === null) isMoreDue = false;
      else if (parcel.told.length > 0)
        await recordOutcome({ way, workspaceId, told: parcel.told }, await send(parcel), now);
    }
  };
  try {
    await inWorkspace(workspaceId, (tx) => giveUpLost(tx, { way, workspaceId }, now));
    await Promise.all(Array.from({ length: lanes }, lane));
    return isMoreDue;
  } catch (error) {
    // The others do not wait for a workspace that cannot go on.
    log.error({ workspaceId, way, err: error }, 'notifications could not be sent');
    return false;
  }
}

async function takeParcel(tx: Tx, from: { way: Way; workspaceId: string; now: Date }): Promise<Parcel | null> {
  const due = await takeDue(tx, from);
  if (!due) return null;
  const { workspaceId } = from;
  const { user, workspace } = await tx.member.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: due.memberId } },
    select: {
      user: { select: { email: true, name: true, language: true } },
      workspace: { select: { name: true, slug: true } },
    },
  });
  return { ...due, workspaceId, person: { ...user, language: knownLanguage(user.language) ?? 'en' }, workspace };
}

/** Where a notification leads. */
export function placeOf(
  { itemId, channelId }: { itemId: string | null; channelId: string | null },
  slug: string,
): string {
  if (itemId) return `/w/${slug}/all/${itemId}`;
  return channelId ? `/w/${slug}/channels/${channelId}` : `/w/${slug}/mine`;
}
