import type { ItemAct, NoteInput } from '#components/api/client.ts';
import type { ItemRow, MemberRef } from '#lib/items/types.ts';
import { assigned, type Assigning, claimed, handedOver, released, restricted, withPart } from './people-after.ts';

/** One act on items: what the server is asked for, and how the rows look until it has answered. */
export type ActRequest = {
  act: ItemAct;
  body?: Record<string, unknown>;
  change: (row: ItemRow) => Partial<ItemRow>;
};

type TagChange = { add?: string[]; remove?: string[] };

/** Who puts an item away has dealt with what failed on it. */
const nothingFailed = { sendFailed: false, sendState: null } as const;

/** The acts on items, each by what it changes. */
export const actRequests = {
  claim: (me: MemberRef, now = new Date()): ActRequest => ({
    act: 'claim',
    change: (row) => claimed(row, me, now),
  }),
  release: (): ActRequest => ({ act: 'release', change: released }),
  assign: (to: Assigning, now = new Date()): ActRequest => ({
    act: 'assign',
    body: assignBody(to),
    change: (row) => assigned(row, to, now),
  }),
  finishPart: (me: MemberRef): ActRequest => ({
    act: 'finish-part',
    change: (row) => withPart(row, me.id, new Date().toISOString()),
  }),
  reopenPart: (memberId: string): ActRequest => ({
    act: 'reopen-part',
    body: { memberId },
    change: (row) => withPart(row, memberId, null),
  }),
  ask: (me: MemberRef, word: string): ActRequest => ({
    act: 'ask',
    body: { word },
    change: ({ requests }) => ({
      requests: [...requests.filter(({ id }) => id !== me.id), { ...me, word, askedAt: new Date().toISOString() }],
    }),
  }),
  endRequest: (memberId: string): ActRequest => ({
    act: 'end-request',
    body: { memberId },
    change: ({ requests }) => ({ requests: requests.filter(({ id }) => id !== memberId) }),
  }),
  handOver: (to: MemberRef, word: string, { withDraft = false, now = new Date() } = {}): ActRequest => ({
    act: 'hand-over',
    body: { memberId: to.id, word, ...(withDraft ? { withDraft } : {}) },
    change: (row) => handedOver(row, to, now),
  }),
  resolve: (): ActRequest => ({
    act: 'resolve',
    change: () => ({ status: 'resolved', snoozedUntil: null, ...nothingFailed }),
  }),
  reopen: (): ActRequest => ({ act: 'reopen', change: () => ({ status: 'open', snoozedUntil: null }) }),
  ignore: (): ActRequest => ({ act: 'ignore', change: () => ({ status: 'ignored', ...nothingFailed }) }),
  snooze: (until: Date): ActRequest => {
    const snoozedUntil = until.toISOString();
    return { act: 'snooze', body: { until: snoozedUntil }, change: () => ({ status: 'snoozed', snoozedUntil }) };
  },
  prioritize: (priority: number): ActRequest => ({
    act: 'prioritize',
    body: { priority },
    change: () => ({ priority }),
  }),
  /** @param self the member, if only those who are named keep seeing the item */
  restrict: (members: MemberRef[] | null, self: MemberRef | null): ActRequest => ({
    act: 'restrict',
    body: { memberIds: members && members.map(({ id }) => id) },
    change: (row) => restricted(row, members, self),
  }),
  note: (note: NoteInput): ActRequest => ({ act: 'note', body: note, change: () => ({}) }),
  tag: ({ add = [], remove = [] }: TagChange): ActRequest => ({
    act: 'tag',
    body: { add, remove },
    change: ({ tags }) => ({
      tags: [
        ...tags.filter(({ name }) => !remove.includes(name)),
        ...add.filter((name) => !tags.some((tag) => tag.name === name)).map((name) => ({ id: name, name })),
      ],
    }),
  }),
};

/** The body of the call that assigns. */
export function assignBody({ owner, contributors, approver, team, needsAll }: Assigning): Record<string, unknown> {
  return {
    ...(owner === undefined ? {} : { owner: owner?.id ?? null }),
    ...(contributors ? { contributors: contributors.map(({ id }) => id) } : {}),
    ...(approver === undefined ? {} : { approver: approver?.id ?? null }),
    ...(team === undefined ? {} : { team: team?.id ?? null }),
    ...(needsAll === undefined ? {} : { needsAll }),
  };
}

/** Acts on one item whose result is plain to see: their undo is on `z`, but no toast offers it. */
const quietActs: readonly ItemAct[] = ['claim', 'release', 'tag', 'note', 'prioritize', 'reopen-part'];

export function isQuiet(act: ItemAct, itemCount: number): boolean {
  return itemCount === 1 && quietActs.includes(act);
}

const personActs: readonly ItemAct[] = ['finish-part', 'reopen-part', 'ask', 'end-request', 'hand-over'];

/** Acts between the people on one item are called for each item on its own. */
export function hasNoBulk(act: ItemAct): boolean {
  return personActs.includes(act);
}
