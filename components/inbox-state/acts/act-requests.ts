import type { ItemAct } from '#components/api/client.ts';
import type { ItemRow, MemberRef, TagRef } from '#lib/items/types.ts';
import type { PartView } from '#lib/items/parts/types.ts';

/** One act on items: what the server is asked for, and how the rows look until it has answered. */
export type ActRequest = {
  act: ItemAct;
  body?: Record<string, unknown>;
  change: (row: ItemRow) => Partial<ItemRow>;
};

/** Who has an item. What is absent stays as it is. */
export type Assigning = {
  owner?: MemberRef | null;
  contributors?: MemberRef[];
  approver?: MemberRef | null;
  team?: TagRef | null;
  needsAll?: boolean;
};

type TagChange = { add?: string[]; remove?: string[] };

/** Who puts an item away has dealt with what failed on it. */
const nothingFailed = { sendFailed: false, sendState: null } as const;

/** The acts on items, each by what it changes. */
export const actRequests = {
  claim: (me: MemberRef): ActRequest => ({ act: 'claim', change: () => ({ owner: me }) }),
  release: (): ActRequest => ({ act: 'release', change: () => ({ owner: null, claimedUntil: null }) }),
  assign: (to: Assigning): ActRequest => ({ act: 'assign', body: assignBody(to), change: (row) => assigned(row, to) }),
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
  handOver: (to: MemberRef, word: string): ActRequest => ({
    act: 'hand-over',
    body: { memberId: to.id, word },
    change: () => ({ owner: { id: to.id, name: to.name }, ownerDoneAt: null, requests: [] }),
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
  restrict: (members: MemberRef[] | null): ActRequest => ({
    act: 'restrict',
    body: { memberIds: members && members.map(({ id }) => id) },
    change: () => ({ confidentialTo: members }),
  }),
  note: (text: string): ActRequest => ({ act: 'note', body: { text }, change: () => ({}) }),
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

function assigned(row: ItemRow, { owner, contributors, approver, team, needsAll }: Assigning): Partial<ItemRow> {
  const known = [...row.contributors, ...(row.approver ? [row.approver] : [])];
  const part = ({ id, name }: MemberRef): PartView => ({
    id,
    name,
    doneAt: known.find((one) => one.id === id)?.doneAt ?? null,
  });
  return {
    ...(owner === undefined || owner?.id === row.owner?.id
      ? {}
      : { owner, ownerDoneAt: null, requests: [], lapsedOwner: null }),
    contributors: (contributors ?? row.contributors).map(part).filter(({ id }) => id !== owner?.id),
    ...(approver === undefined ? {} : { approver: approver && part(approver) }),
    ...(team === undefined ? {} : { team }),
    ...(needsAll === undefined ? {} : { needsAll }),
  };
}

function withPart(row: ItemRow, memberId: string, doneAt: string | null): Partial<ItemRow> {
  const done = (part: PartView): PartView => (part.id === memberId ? { ...part, doneAt } : part);
  return {
    contributors: row.contributors.map(done),
    approver: row.approver && done(row.approver),
    ownerDoneAt: row.owner?.id === memberId ? doneAt : row.ownerDoneAt,
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
