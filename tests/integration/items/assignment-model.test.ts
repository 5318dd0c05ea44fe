import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { assignItem } from '#lib/items/assign-item.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { releaseItem } from '#lib/items/claims/release-item.ts';
import { releaseLapsedClaims } from '#lib/items/claims/release-lapsed-claims.ts';
import { renewClaims } from '#lib/items/claims/renew-claims.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { getCounts } from '#lib/items/counters/get-counts.ts';
import { ignoreItem } from '#lib/items/ignore-item.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import { finishPart, reopenPart } from '#lib/items/parts/finish-part.ts';
import { reopenItem } from '#lib/items/reopen-item.ts';
import { askForItem } from '#lib/items/requests/ask-for-item.ts';
import { endRequest } from '#lib/items/requests/end-request.ts';
import { handOver } from '#lib/items/requests/hand-over.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { undoAct } from '#lib/items/undo-act.ts';
import { Refusal } from '#lib/refusal.ts';
import { aMember, anItem, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';

/** A member by their place: 0 is the lead, the others are managers. */
type Who = 0 | 1 | 2;
const everybody: Who[] = [0, 1, 2];
type Part = { isApprover: boolean; isDone: boolean };

type Model = {
  status: 'open' | 'resolved' | 'ignored';
  owner: Who | null;
  hasLease: boolean;
  isOwnerDone: boolean;
  parts: Partial<Record<Who, Part>>;
  needsAll: boolean;
  lapsed: Who | null;
  asked: Who[];
};

const fresh: Model = {
  status: 'open',
  owner: null,
  hasLease: false,
  isOwnerDone: false,
  parts: {},
  needsAll: false,
  lapsed: null,
  asked: [],
};

const openParts = ({ parts }: Model) => everybody.filter((who) => parts[who] && !parts[who].isDone);
const holder = (now: Model, owner: Who | null, hasLease: boolean): Model => ({
  ...now,
  owner,
  hasLease,
  isOwnerDone: owner === now.owner && now.isOwnerDone,
  lapsed: null,
  asked: owner === now.owner ? now.asked : [],
});
/** With "all must finish", nobody closes it while somebody else has a part to do; one's own is finished by closing. */
const mayClose = (now: Model, who: Who) =>
  !now.needsAll ||
  (openParts(now).every((one) => one === who) && (now.owner === null || now.owner === who || now.isOwnerDone));
/** Who has it in Mine: each with a part to do, and the owner once all others have finished. */
const mine = (now: Model): Who[] =>
  now.status !== 'open'
    ? []
    : everybody.filter((who) =>
        now.owner === who ? !now.isOwnerDone || openParts(now).length === 0 : openParts(now).includes(who),
      );

type Step = { act: string; who: Who; other: Who; flag: boolean };
/** Says what comes of a step, or null where it is refused or changes nothing. */
const rules: Record<string, (now: Model, step: Step) => Model | null> = {
  claim: (now, { who }) => (now.owner === null ? holder(now, who, true) : null),
  release: (now, { who }) => (now.owner !== null && (who === 0 || now.owner === who) ? holder(now, null, false) : null),
  lapse: (now) => (now.hasLease && now.status === 'open' ? { ...holder(now, null, false), lapsed: now.owner } : null),
  renew: () => null,
  assignOwner: (now, { who, other, flag }) => {
    if (who !== 0) return null;
    const next = holder(now, flag ? other : null, false);
    const parts = { ...now.parts };
    if (next.owner !== null) delete parts[next.owner];
    // To give an item that nobody holds to nobody changes nothing: it still says whose claim ended.
    const lapsed = next.owner === now.owner && !now.hasLease ? now.lapsed : null;
    return { ...next, lapsed, parts };
  },
  contribute: (now, { who, other }) => {
    if (who !== 0) return null;
    const parts: Model['parts'] = {};
    for (const one of everybody) if (now.parts[one]?.isApprover && one !== now.owner) parts[one] = now.parts[one];
    const isDone = now.parts[other]?.isDone ?? false;
    // An owner is no contributor: what remains of the list is nobody.
    if (!parts[other] && other !== now.owner) parts[other] = { isApprover: false, isDone };
    return { ...now, parts };
  },
  approve: (now, { who, other, flag }) => {
    if (who !== 0 || (flag && other === now.owner)) return null;
    const parts: Model['parts'] = {};
    for (const one of everybody) {
      if (now.parts[one] && !now.parts[one].isApprover && one !== now.owner && !(flag && one === other))
        parts[one] = now.parts[one];
    }
    if (flag) parts[other] = { isApprover: true, isDone: now.parts[other]?.isDone ?? false };
    return { ...now, parts };
  },
  needAll: (now, { who, flag }) => {
    if (who !== 0) return null;
    const parts = { ...now.parts };
    if (now.owner !== null) delete parts[now.owner];
    return { ...now, parts, needsAll: flag };
  },
  finish: (now, { who }) => part(now, who, true),
  reopenPart: (now, { who, other }) => (who === 0 || who === other ? part(now, other, false) : null),
  resolve: (now, { who }) =>
    now.status !== 'resolved' && (now.status === 'ignored' || mayClose(now, who)) ? closed(now, who, 'resolved') : null,
  ignore: (now, { who }) =>
    now.status !== 'ignored' && (now.status === 'resolved' || mayClose(now, who)) ? closed(now, who, 'ignored') : null,
  reopen: (now) => (now.status === 'open' ? null : { ...now, status: 'open', isOwnerDone: false }),
  ask: (now, { who }) =>
    now.owner === null || now.owner === who
      ? null
      : { ...now, asked: [...now.asked.filter((one) => one !== who), who] },
  endRequest: (now, { who, other }) =>
    who === other || who === now.owner ? { ...now, asked: now.asked.filter((one) => one !== other) } : null,
  handOver: (now, { who, other }) =>
    now.owner === null || now.owner === other || (now.owner !== who && who !== 0)
      ? null
      : holder(now, other, now.asked.includes(other)),
};

function closed(now: Model, who: Who, status: 'resolved' | 'ignored'): Model {
  const isLast = now.status === 'open' && now.needsAll && openParts(now).includes(who);
  return { ...((isLast && withDone(now, who)) || now), status };
}

const withDone = (now: Model, who: Who): Model | null => {
  const own = now.parts[who];
  return own ? { ...now, parts: { ...now.parts, [who]: { ...own, isDone: true } } } : null;
};

function part(now: Model, who: Who, isDone: boolean): Model | null {
  const own = now.parts[who];
  if (now.owner !== who && !own) return null;
  return {
    ...now,
    isOwnerDone: now.owner === who ? isDone : now.isOwnerDone,
    parts: own ? { ...now.parts, [who]: { ...own, isDone } } : now.parts,
  };
}

async function run({ act, who, other, flag }: Step, members: Caller[], itemId: string): Promise<unknown> {
  const caller = members[who];
  const memberId = members[other]?.memberId;
  if (!caller || !memberId) throw new Error('no such member');
  switch (act) {
    case 'claim':
      return await claimItem(caller, { itemId });
    case 'release':
      return await releaseItem(caller, { itemId });
    case 'lapse':
      return await releaseLapsedClaims(new Date(Date.now() + 3_600_000));
    case 'renew':
      return await renewClaims(caller);
    case 'assignOwner':
      return await assignItem(caller, { itemId, ownerId: flag ? memberId : null });
    case 'contribute':
      return await assignItem(caller, { itemId, contributorIds: [memberId] });
    case 'approve':
      return await assignItem(caller, { itemId, approverId: flag ? memberId : null });
    case 'needAll':
      return await assignItem(caller, { itemId, needsAll: flag });
    case 'finish':
      return await finishPart(caller, { itemId });
    case 'reopenPart':
      return await reopenPart(caller, { itemId, memberId });
    case 'resolve':
      return await resolveItem(caller, { itemId });
    case 'ignore':
      return await ignoreItem(caller, { itemId });
    case 'reopen':
      return await reopenItem(caller, { itemId });
    case 'ask':
      return await askForItem(caller, { itemId });
    case 'endRequest':
      return await endRequest(caller, { itemId, memberId });
    case 'handOver':
      return await handOver(caller, { itemId, memberId });
    default:
      throw new Error(act);
  }
}

const step = fc.record({
  act: fc.constantFrom(...Object.keys(rules)),
  who: fc.constantFrom(...everybody),
  other: fc.constantFrom(...everybody),
  flag: fc.boolean(),
});

/** Runs an act; a refusal is an answer, anything else a bug. */
async function attempt(what: () => Promise<unknown>): Promise<unknown> {
  try {
    return await what();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return null;
  }
}

async function aTeam() {
  const { workspaceId, admin } = await aWorkspace();
  const members = [admin, await aMember({ workspaceId, name: 'Karim' }), await aMember({ workspaceId, name: 'Léa' })];
  return {
    workspaceId,
    members,
    who: (id: string | undefined) =>
      id === undefined ? null : (members.findIndex(({ memberId }) => memberId === id) as Who),
  };
}

test('whatever people do with one item, one after the other, it is as the model says, and in the queues the model says', async () => {
  const { workspaceId, members, who } = await aTeam();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
      const { id: itemId } = await anItem({ workspaceId });
      let model = fresh;
      for (const one of steps) {
        await attempt(() => run(one, members, itemId));
        model = rules[one.act]?.(model, one) ?? model;
        const { item } = await getItem(members[0] ?? expect.fail(), { itemId });
        const parts = [...item.contributors, ...(item.approver ? [item.approver] : [])];
        expect({
          status: item.status,
          owner: who(item.owner?.id),
          hasLease: item.claimedUntil !== null,
          isOwnerDone: item.ownerDoneAt !== null,
          parts: Object.fromEntries(
            parts.map(({ id, doneAt }) => [who(id), { isApprover: item.approver?.id === id, isDone: doneAt !== null }]),
          ),
          needsAll: item.needsAll,
          lapsed: who(item.lapsedOwner?.id),
          asked: new Set(item.requests.map(({ id }) => who(id))),
        }).toEqual({ ...model, asked: new Set(model.asked) });
        const inMine = await Promise.all(
          members.map(async (caller) => {
            const { items } = await listItems(caller, { filter: { status: ['open'], assignee: 'me' } });
            expect((await getCounts(caller)).byView.mine).toBe(items.length);
            return items.some(({ id }) => id === itemId);
          }),
        );
        expect(everybody.filter((_, place) => inMine[place])).toEqual(mine(model));
      }
      await database().prisma.item.update({
        where: { workspaceId_id: { workspaceId, id: itemId } },
        data: { status: 'ignored', ownerId: null },
      });
    }),
    { numRuns: 40 },
  );
}, 300_000);

test('whatever many do at once, with undo, counts and queues stay exact and no item is closed with a part open', async () => {
  const { workspaceId, members } = await aTeam();
  const items = await Promise.all(Array.from({ length: 3 }, () => anItem({ workspaceId })));
  const many = fc.array(fc.tuple(step, fc.constantFrom(...items), fc.boolean()), { minLength: 10, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(many, async (steps) => {
      await Promise.all(
        steps.map(async ([one, item, isUndone]) => {
          const done = await attempt(() => run(one, members, item.id));
          const undo = typeof done === 'object' && done !== null && 'undo' in done ? done.undo : null;
          const caller = members[one.who];
          if (isUndone && caller && typeof undo === 'string') await attempt(() => undoAct(caller, { undo }));
        }),
      );
      expect(await checkCounters(workspaceId)).toEqual([]);
      // Said again in SQL: what each row must be, whatever happened.
      expect(
        await database().prisma.$queryRaw<unknown[]>`
          SELECT i."id" FROM "item" i WHERE i."workspaceId" = ${workspaceId}::uuid AND (
            i."openParts" <> (SELECT count(*) FROM "item_contributor" c WHERE c."itemId" = i."id" AND c."doneAt" IS NULL)
            OR i."ownerId" IS NULL AND (i."ownerDoneAt" IS NOT NULL OR i."claimedUntil" IS NOT NULL OR i."heldSince" IS NOT NULL)
            OR i."ownerId" IS NOT NULL AND (i."lapsedOwnerId" IS NOT NULL OR i."heldSince" IS NULL)
            OR EXISTS (SELECT FROM "item_request" r WHERE r."itemId" = i."id"
              AND (r."holderId" IS DISTINCT FROM i."ownerId" OR r."memberId" = i."ownerId")))`,
      ).toEqual([]);
      for (const caller of members) {
        const { items: listed } = await listItems(caller, { filter: { status: ['open'], assignee: 'me' } });
        expect((await getCounts(caller)).byView.mine).toBe(listed.length);
        expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);
      }
    }),
    { numRuns: 25 },
  );
}, 300_000);
