import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { assignItem } from '#lib/items/assign-item.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { ignoreItem } from '#lib/items/ignore-item.ts';
import { markRead } from '#lib/items/mark-read.ts';
import { releaseItem } from '#lib/items/claims/release-item.ts';
import { releaseLapsedClaims } from '#lib/items/claims/release-lapsed-claims.ts';
import { reopenItem } from '#lib/items/reopen-item.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { snoozeItem } from '#lib/items/snooze-item.ts';
import type { ActResult, ItemStatus } from '#lib/items/types.ts';
import { undoAct } from '#lib/items/undo-act.ts';
import { wakeSnoozedItems } from '#lib/items/wake-snoozed-items.ts';
import { cancelAction } from '#lib/outbox/cancel-action.ts';
import { retryAction } from '#lib/outbox/retry-action.ts';
import { Refusal } from '#lib/refusal.ts';
import { aBrand } from '#tests/support/brand.ts';
import { OneItem } from './one-item.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

const HOUR = 3_600_000;

/** What a member sees of an item, and what the words of the product need to say what comes next. */
type Model = {
  kind: 'comment' | 'review';
  status: ItemStatus;
  owner: 'me' | 'colleague' | null;
  hasLease: boolean;
  isUnread: boolean;
  isFailed: boolean;
  /** The latest reply, until it is sent or taken back. */
  reply: { state: 'queued' | 'failed'; before: ItemStatus; isLastWord: boolean } | null;
  /** Replies that failed and were neither sent again nor put away. */
  failures: number;
  /** My latest act: what it changed, from what, to what. */
  act: { from: Partial<Model>; to: Partial<Model> } | null;
};

type Step = {
  can?: (now: Model) => boolean;
  becomes: (now: Model) => Partial<Model>;
  run: (item: OneItem) => Promise<unknown>;
};

const nobody = { owner: null, hasLease: false };
const isAnswered = ({ status }: Model) => status === 'waiting' || status === 'resolved';
const stillFailed = (now: Model, failures = now.failures) => now.isFailed && failures > 0;
/** "A new inbound message reopens all but `ignored`", and so does an edited review. */
const reopened = ({ status }: Model): ItemStatus => (status === 'ignored' ? 'ignored' : 'open');

/** The model: for each thing that can happen, what the product's words say of the item afterwards, and how it is done. */
const steps: Record<string, Step> = {
  contactWrites: {
    becomes: (now) => ({
      status: reopened(now),
      isUnread: true,
      reply: now.reply && { ...now.reply, isLastWord: false },
    }),
    run: (item) => item.contactWrites(),
  },
  authorEdits: {
    becomes: (now) => (now.kind === 'review' ? { status: reopened(now) } : {}),
    run: (item) => item.authorEdits(),
  },
  brandAnswersElsewhere: {
    becomes: ({ status }) => (status === 'open' ? { status: 'waiting' } : {}),
    run: (item) => item.brandAnswersElsewhere(),
  },
  iRead: { becomes: () => ({ isUnread: false }), run: ({ me, itemId }) => markRead(me, { itemId }) },

  iReply: {
    can: ({ kind, reply: latest }) => kind === 'comment' && latest?.state !== 'queued',
    becomes: (now) => ({ ...replied(now), status: 'waiting' }),
    run: (item) => item.reply(),
  },
  iReplyAndResolve: {
    can: ({ kind, reply: latest }) => kind === 'comment' && latest?.state !== 'queued',
    becomes: (now) => ({ ...replied(now), status: 'resolved' }),
    run: (item) => item.reply({ resolve: true }),
  },
  replyIsSent: {
    can: ({ reply: latest }) => latest?.state === 'queued',
    becomes: (now) => ({ reply: null, isFailed: stillFailed(now) }),
    run: (item) => item.sendReply(),
  },
  replyFails: {
    can: ({ reply: latest }) => latest?.state === 'queued',
    becomes: (now) => ({
      status: isAnswered(now) ? 'open' : now.status,
      reply: now.reply && { ...now.reply, state: 'failed' },
      failures: now.failures + 1,
      isFailed: true,
    }),
    run: (item) => item.failReply(),
  },
  iSendItAgain: {
    can: ({ reply: latest }) => latest?.state === 'failed',
    becomes: (now) => ({
      status: now.status === 'open' && now.reply?.isLastWord ? 'waiting' : now.status,
      reply: now.reply && { ...now.reply, state: 'queued' },
      failures: now.failures - 1,
      isFailed: stillFailed(now, now.failures - 1),
    }),
    run: ({ me, actionId }) => retryAction(me, { actionId }),
  },
  iTakeItBack: {
    can: ({ reply: latest }) => latest?.state === 'queued',
    becomes: (now) => ({
      status: isAnswered(now) && now.reply ? now.reply.before : now.status,
      reply: null,
      isFailed: stillFailed(now),
    }),
    run: ({ me, actionId }) => cancelAction(me, { actionId }),
  },
  iPutItAway: {
    can: ({ reply: latest }) => latest?.state === 'failed',
    becomes: (now) => ({ reply: null, failures: now.failures - 1, isFailed: stillFailed(now, now.failures - 1) }),
    run: ({ me, actionId }) => cancelAction(me, { actionId }),
  },

  iResolve: acting((now) => (now.status === 'resolved' ? {} : { status: 'resolved', isFailed: false }), resolveItem),
  iIgnore: acting((now) => (now.status === 'ignored' ? {} : { status: 'ignored', isFailed: false }), ignoreItem),
  iReopen: acting(() => ({ status: 'open' }), reopenItem),
  iSnooze: acting(
    () => ({ status: 'snoozed' }),
    (me, { itemId }) => snoozeItem(me, { itemId, until: new Date(Date.now() + HOUR) }),
  ),
  snoozeEnds: {
    becomes: ({ status }) => (status === 'snoozed' ? { status: 'open' } : {}),
    run: () => wakeSnoozedItems(new Date(Date.now() + 2 * HOUR)),
  },

  iClaim: acting(({ owner }) => (owner ? {} : { owner: 'me', hasLease: true }), claimItem),
  iRelease: acting(() => nobody, releaseItem),
  iAssignToColleague: acting(
    () => ({ owner: 'colleague', hasLease: false }),
    async (me, item) => await assignItem(me, { itemId: item.itemId, ownerId: (await item.colleague()).memberId }),
  ),
  colleagueClaims: {
    becomes: ({ owner }) => (owner ? {} : { owner: 'colleague', hasLease: true }),
    run: async (item) => await claimItem(await item.colleague(), item),
  },
  leaseEnds: {
    becomes: ({ status, hasLease }) => (status === 'open' && hasLease ? nobody : {}),
    run: () => releaseLapsedClaims(new Date(Date.now() + HOUR)),
  },
  colleagueLeaves: {
    becomes: ({ owner, act }) => ({
      ...(owner === 'colleague' ? nobody : {}),
      act: withoutColleague(act),
    }),
    run: (item) => item.removeColleague(),
  },
  iUndo: {
    can: ({ act }) => act !== null,
    becomes: (now) => {
      const { from, to } = now.act ?? { from: {}, to: {} };
      const isUntouched = (to.status ?? now.status) === now.status && (!('owner' in to) || to.owner === now.owner);
      const isFailed = from.isFailed === undefined ? now.isFailed : from.isFailed && now.failures > 0;
      return isUntouched ? { ...from, isFailed, act: null } : {};
    },
    run: ({ me, undo }) => undoAct(me, { undo }),
  },
};

/** An undo gives nothing back to somebody who is gone, and takes nothing from her successor. */
function withoutColleague(act: Model['act']): Model['act'] {
  if (act?.to.owner === 'colleague') return null;
  return act?.from.owner === 'colleague' ? { ...act, from: { ...act.from, ...nobody } } : act;
}

function replied(now: Model): Partial<Model> {
  // A reply ends a snooze: taken back, its item is open.
  const before = now.status === 'snoozed' ? 'open' : now.status;
  return {
    reply: { state: 'queued', before, isLastWord: true },
    ...(now.owner ? {} : { owner: 'me', hasLease: true }),
  };
}

/** An act of mine that I can undo. */
function acting(becomes: (now: Model) => Partial<Model>, run: (me: Caller, item: OneItem) => Promise<ActResult>): Step {
  return {
    becomes: (now) => {
      const to = becomes(now);
      const from = Object.fromEntries(Object.keys(to).map((key) => [key, now[key as keyof Model]])); // its own keys
      const isChange = Object.entries(to).some(([key, value]) => now[key as keyof Model] !== value);
      // A snooze until another moment is a change too.
      return isChange || to.status === 'snoozed' ? { ...to, act: { from, to } } : to;
    },
    run: async (item) => {
      const { undo } = await run(item.me, item);
      if (undo) item.undo = undo;
    },
  };
}

async function seen({ brand, me, itemId }: OneItem) {
  const [{ item }, row] = [await getItem(me, { itemId }), await brand.item(itemId)];
  // Two rules hold in every state.
  expect(row.snoozedUntil !== null).toBe(row.status === 'snoozed');
  expect(row.resolvedAt !== null).toBe(row.status === 'resolved');
  return {
    status: item.status,
    owner: item.owner === null ? null : item.owner.id === me.memberId ? 'me' : 'colleague',
    hasLease: item.claimedUntil !== null,
    isUnread: item.isUnread,
    isFailed: item.sendFailed,
  };
}

const atFirst = {
  status: 'open',
  ...nobody,
  isUnread: true,
  isFailed: false,
  reply: null,
  failures: 0,
  act: null,
} as const;

/** What takes an item to each status. */
const toEachStatus = [['iReopen'], ['brandAnswersElsewhere'], ['iSnooze'], ['iResolve'], ['iIgnore']];

/** Each step in each status once, so that no row of the table is left to chance. */
const everyStep = toEachStatus.flatMap((to) => [
  ...Object.keys(steps).map((name) => [...to, name]),
  ...['replyIsSent', 'replyFails', 'iTakeItBack'].map((name) => ['iReply', ...to, name]),
  ...['iSendItAgain', 'iPutItAway'].map((name) => ['iReply', 'replyFails', ...to, name]),
]);

/** Sequences that chance seldom finds: an undo after what it would put back is gone. */
const rare = [
  ['colleagueClaims', 'iRelease', 'colleagueLeaves', 'iUndo'],
  ['iReply', 'replyFails', 'iResolve', 'iPutItAway', 'iUndo'],
];

test.for(['comment', 'review'] as const)(
  'whatever happens to a %s in whatever order, its state is what the product promises',
  { timeout: 240_000 },
  async (kind) => {
    const brand = await aBrand();
    let runs = 0;
    const sequences = fc.array(fc.constantFrom(...Object.keys(steps)), { minLength: 8, maxLength: 30 });
    const examples = [...everyStep, ...rare].map((names): [string[]] => [names]);
    await fc.assert(
      fc.asyncProperty(sequences, async (names) => {
        runs += 1;
        await follow(await OneItem[kind](brand, `${kind}${runs}`), { kind, ...atFirst }, names);
      }),
      { numRuns: examples.length + 40, examples },
    );
    expect(await checkCounters(brand.workspaceId)).toEqual([]);
  },
);

/** Lets all this happen to an item, and compares it with the model after each step. */
async function follow(item: OneItem, start: Model, names: string[]): Promise<void> {
  let model = start;
  for (const [at, name] of names.entries()) {
    const step = steps[name];
    if (!step || step.can?.(model) === false) continue;
    // What is refused changes nothing, and the model says when that is.
    await step.run(item).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
    });
    model = { ...model, ...step.becomes(model) };
    const { status, owner, hasLease, isUnread, isFailed } = model;
    const expected = { status, owner, hasLease, isUnread, isFailed };
    expect(await seen(item), `after ${names.slice(0, at + 1).join(', ')}`).toEqual(expected);
  }
}
