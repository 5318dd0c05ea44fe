import { may } from '#lib/act.ts';
import type { Place } from '#lib/db/enter-workspace.ts';
import { asPerson } from '#lib/db/in-workspace.ts';
import { log } from '#lib/log.ts';
import { Refusal } from '#lib/refusal.ts';
import { eventStream } from './event-stream.ts';
import { RECHECK_MS } from '../live-stream.ts';
import { openEventStream } from '../open-event-stream.ts';
import type { Listening } from '../rights-watch.ts';
import { takeStream } from '../stream-leases.ts';
import { subscribe } from '../subscribe.ts';
import type { PersonEvent } from '../types.ts';
import { watchRights } from '../watch-rights.ts';

/** Workspaces that are joined at a time: each takes a lease, which waits for the quota's lock of its workspace. */
const AT_ONCE = 3;

/**
 * The live events of all workspaces that a session may enter, in one stream, each with its workspace's slug. It follows the
 * person's places: `left` reports one that has ended, and a new one joins within a minute. It does not resume: after a lost
 * connection, `ready` tells the browser to read its lists again.
 * @throws Refusal `not_signed_in`
 */
export async function openPersonStream(
  person: { sessionId: string },
  { signal }: { signal: AbortSignal },
): Promise<ReadableStream<Uint8Array>> {
  const first = await placesOf(person);
  if (first.length === 0) throw new Refusal('not_signed_in');
  return eventStream({
    signal,
    lastEventId: null,
    start: (sendMessage, end) => {
      const send = (event: PersonEvent) =>
        sendMessage({ id: null, event }, { canWait: event.kind === 'presence' || event.kind === 'draft' });
      const seats = new Map<string, Seat>();
      /** Whose changes are to be noticed at once. It is read by the watch, and grows with the places. */
      const watched: Listening[] = first.map(listening);
      let isStopped = false;
      let isReady = false;
      let turn: Promise<unknown> = Promise.resolve();
      /** Joins the places that are new, and leaves those that have ended. @returns false when none is left */
      const follow = async (): Promise<boolean> => {
        const places = await placesOf(person);
        const open = places.filter((place) => !place.lacksSecondFactor && may(place, openEventStream));
        const now = new Set(open.map(({ memberId }) => memberId));
        for (const [memberId, seat] of seats) {
          if (now.has(memberId)) continue;
          seats.delete(memberId);
          seat.stop();
          send({ kind: 'left', workspace: seat.slug });
        }
        const fresh = open.filter(({ memberId }) => !seats.has(memberId));
        watched.splice(0, watched.length, ...places.map(listening));
        for (let at = 0; at < fresh.length && !isStopped; at += AT_ONCE) {
          await Promise.all(
            fresh.slice(at, at + AT_ONCE).map(async (place) => {
              const seat = await takeSeat(place, send);
              if (isStopped) seat?.stop();
              else if (seat) seats.set(place.memberId, seat);
            }),
          );
        }
        if (!isReady) send({ kind: 'ready' });
        isReady = true;
        return places.length > 0;
      };
      // One at a time, so that no place is joined twice. The watch makes the first check at once.
      const inTurn = async (): Promise<boolean> => {
        const mine = turn.then(follow);
        turn = mine.catch(() => undefined);
        return await mine;
      };
      const rights = watchRights(watched, { isStillAllowed: inTurn, onEnded: end });
      const recheck = setInterval(() => rights.recheck(), RECHECK_MS);
      return () => {
        isStopped = true;
        clearInterval(recheck);
        rights.stop();
        for (const seat of seats.values()) seat.stop();
      };
    },
  });
}

async function placesOf(person: { sessionId: string }): Promise<Place[]> {
  return await asPerson(person, async (_, places) => await Promise.resolve(places));
}

const listening = ({ workspaceId, memberId, userId }: Place): Listening => ({ workspaceId, memberId, userId });

type Seat = { slug: string; stop: () => void };

/** Null where the workspace's quota of streams is full: its items then change with the next read. */
async function takeSeat(place: Place, send: (event: PersonEvent) => void): Promise<Seat | null> {
  const { workspaceId, memberId, userId, role, slug } = place;
  const caller = { workspaceId, memberId, userId, role };
  try {
    const giveBack = await takeStream(caller);
    const unsubscribe = subscribe(caller, null, ({ event }) => {
      if (event.kind !== 'ready') send({ ...event, workspace: slug });
    });
    return {
      slug,
      stop: () => {
        unsubscribe();
        giveBack();
      },
    };
  } catch (error) {
    logMissed(error);
    return null;
  }
}

function logMissed(error: unknown): void {
  log.warn(
    { error: error instanceof Error ? error.message : String(error) },
    'live events: a workspace was not joined',
  );
}
